// Hands a kept file out as a download: the browser saves it and never shows it by itself.

export function downloadOf(
  bytes: Uint8Array<ArrayBuffer> | Buffer, file: { name: string; type: string },
): Response {
  const plain = file.name.replace(/[^\w. -]/g, '_')
  const encoded = encodeURIComponent(file.name.replace(/\p{Surrogate}/gu, '_'))
    .replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': file.type,
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    },
  })
}
