// Reads the body of a call as bytes, within a limit.
import { invalid, tooLarge } from './errors.ts'

/** A longer body is refused before it fills the memory. */
export async function readBytes(
  request: Request, of: { mostBytes: number; refusal: string },
): Promise<Buffer> {
  const refuse = () => tooLarge(of.refusal)
  if (Number(request.headers.get('content-length') ?? 0) > of.mostBytes) throw refuse()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (;;) {
    const piece = await reader?.read()
    if (!piece || piece.done) break
    size += piece.value.length
    if (size > of.mostBytes) {
      await reader?.cancel()
      throw refuse()
    }
    chunks.push(piece.value)
  }
  if (size === 0) throw invalid('The file is empty: send its bytes as the body.')
  return Buffer.concat(chunks)
}
