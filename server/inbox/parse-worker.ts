// Worker thread entry: reads one raw message at a time and posts the outcome as a value.
import { parentPort } from 'node:worker_threads'
import { preflightMail } from './preflight-mail.ts'
import { readMail, type ReadMail } from './read-mail.ts'

export type WorkerAnswer =
  | { kind: 'ready' }
  | { kind: 'read'; mail: ReadMail }
  | { kind: 'refused'; why: 'too_large' | 'too_many_parts' | 'headers_too_large' | 'malformed' }

const port = parentPort
if (port) {
  port.on('message', (raw: Uint8Array) => {
    void read(raw).then((answer) => {
      const contents = answer.kind === 'read' ? answer.mail.attachmentContents : []
      // Contents are given, not copied; parts of one buffer can only be given once.
      port.postMessage(answer, [...new Set(contents.map((content) => content.buffer))])
    })
  })
  port.postMessage({ kind: 'ready' } satisfies WorkerAnswer)
}

async function read(raw: Uint8Array): Promise<WorkerAnswer> {
  try {
    const preflight = preflightMail(raw)
    if (!preflight.ok) return { kind: 'refused', why: preflight.why }
    return { kind: 'read', mail: await readMail(preflight.bytes) }
  } catch {
    // The parser throws for nesting too deep and the like; what it says is of the sender's making.
    return { kind: 'refused', why: 'malformed' }
  }
}
