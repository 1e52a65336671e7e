// The HTML part of an e-mail, made from its text: escaped whole, so no value can become markup.

const LINK = /\bhttps?:\/\/[^\s<>"']{1,2000}[^\s<>"'.,;:!?)]/g

/** Paragraphs at blank lines, breaks at line ends, plain links. No styles that a client strips. */
export function textToHtml(text: string): string {
  const paragraphs = text.trim().split(/\n[ \t]*\n/)
  const body = paragraphs.map((paragraph) =>
    `<p style="margin:0 0 1em">${linked(escapeHtml(paragraph)).replaceAll('\n', '<br>')}</p>`)
  return '<!doctype html><html><body style="font-family:system-ui,sans-serif;font-size:15px;'
    + `line-height:1.5;color:#1a1a1a">${body.join('')}</body></html>`
}

const linked = (html: string) => html.replace(LINK, (url) => `<a href="${url}">${url}</a>`)

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
