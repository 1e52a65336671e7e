// COPY in and out over a connection of its own, as the protocol has it.
import type { Client, Submittable } from 'pg'

type Connection = Parameters<Submittable['submit']>[0]
interface Receiving {
  sendCopyFromChunk: (chunk: Buffer) => void
  endCopyFrom: () => void
}

/** What the client of pg calls while a statement is its active one. */
function statement(text: string, on: {
  rowsWanted?: (connection: Receiving) => void; row?: (chunk: Buffer) => void
}) {
  let failed: Error | null = null
  let end: (error: Error | null) => void = () => {}
  const done = new Promise<void>((resolve, reject) => {
    end = (error) => (error === null ? resolve() : reject(error))
  })
  const of = {
    submit: (connection: Connection) => { connection.query(text) },
    handleCopyInResponse: (connection: Receiving) => on.rowsWanted?.(connection),
    handleCopyData: ({ chunk }: { chunk: Buffer }) => on.row?.(chunk),
    handleRowDescription: () => {},
    handleDataRow: () => {},
    handleCommandComplete: () => {},
    handleError: (error: Error) => {
      failed = error
      end(error)
    },
    handleReadyForQuery: () => { end(failed) },
  }
  return { of, done }
}

export async function copyFrom(
  client: Client, text: string, rows: readonly Buffer[],
): Promise<void> {
  const { of, done } = statement(text, { rowsWanted: (connection) => {
    for (let at = 0; at < rows.length; at += 500) {
      connection.sendCopyFromChunk(Buffer.concat(rows.slice(at, at + 500)))
    }
    connection.endCopyFrom()
  } })
  client.query(of)
  await done
}

export async function copyTo(client: Client, text: string): Promise<Buffer[]> {
  const rows: Buffer[] = []
  const { of, done } = statement(text, { row: (chunk) => { rows.push(Buffer.from(chunk)) } })
  client.query(of)
  await done
  return rows
}
