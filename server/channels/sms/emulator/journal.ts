// What came in and what went out, word for word and in order: the evidence of a test.

export type Entry = { order: number; at: string } & (
  | { kind: 'request'; method: string; path: string; query: string; body: string; user: string;
    status: number | null; fault: string | null }
  | { kind: 'call'; callId: string; attempt: number; token: string; url: string; body: string;
    outcome: string; answer: string }
  | { kind: 'status'; sid: string; status: string; code: number | null }
  | { kind: 'auto_reply'; from: string; to: string; keyword: string }
  | { kind: 'warning'; code: number; text: string }
)
type Given<T> = T extends Entry ? Omit<T, 'order' | 'at'> : never

export interface Journal {
  add: (entry: Given<Entry>) => void
  entries: () => readonly Entry[]
  listen: (listener: (entry: Entry) => void) => void
}

export function openJournal(nowMs: () => number): Journal {
  const entries: Entry[] = []
  const listeners: ((entry: Entry) => void)[] = []
  return {
    add: (given) => {
      const entry: Entry = { order: entries.length, at: new Date(nowMs()).toISOString(), ...given }
      entries.push(entry)
      for (const listener of listeners) listener(entry)
    },
    entries: () => entries,
    listen: (listener) => void listeners.push(listener),
  }
}
