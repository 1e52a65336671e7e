// What a transaction changed, told to all processes once, when it commits: by LISTEN and NOTIFY.
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { Tx } from './database.ts'
import type { Installation } from './installation.ts'

/** Gathered while an organization is open; inOrganization tells it at the end. */
export interface Changes {
  kinds: Set<string>
  customerIds: Set<string>
  /** Whose notifications changed. */
  userIds: Set<string>
}

export const noChanges = (): Changes =>
  ({ kinds: new Set(), customerIds: new Set(), userIds: new Set() })

const Told = z.object({
  orgId: z.uuid(),
  kinds: z.array(z.string()),
  /** Null: too many to be named, so any may be concerned. */
  customerIds: z.array(z.string()).nullable(),
  userIds: z.array(z.string()).nullable(),
})
export type ToldChange = z.output<typeof Told>

const CHANNEL = 'duebox_live'
// A NOTIFY carries less than 8,000 bytes; these bounds keep it below 6,000.
const MOST_KINDS = 40
const MOST_IDS = 50

/** One notify a transaction, whatever it did; PostgreSQL delivers it at the commit. */
export async function tellChanges(tx: Tx, orgId: string, changes: Changes): Promise<void> {
  const { kinds, customerIds, userIds } = changes
  if (kinds.size === 0) return
  const told: ToldChange = {
    orgId, kinds: [...kinds].slice(0, MOST_KINDS),
    customerIds: customerIds.size > MOST_IDS ? null : [...customerIds],
    userIds: userIds.size > MOST_IDS ? null : [...userIds],
  }
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(told)})`.execute(tx)
}

const LONGEST_WAIT_MS = 30_000

/**
 * Hears of changes on one connection of this process until it is stopped. A lost connection is
 * opened again; each opening says that something may have been missed before it.
 */
export function hearChanges(installation: Installation, of: {
  onChange: (change: ToldChange) => void; onHearing: () => void; onGap: () => void
}): { stop: () => void } {
  const { database, log } = installation
  let isStopped = false
  let held: PoolClient | null = null
  const listen = async () => {
    for (let tries = 0; !isStopped; tries++) {
      if (tries > 0) await sleep(Math.min(LONGEST_WAIT_MS, 250 * 2 ** Math.min(tries, 7)))
      try {
        const client = await database.pool.connect()
        held = client
        const lost = new Promise<void>((resolve) => {
          client.once('error', () => resolve())
          client.once('end', () => resolve())
        })
        client.on('notification', ({ payload }) => {
          const change = readChange(payload)
          if (change) of.onChange(change)
        })
        await client.query(`listen ${CHANNEL}`)
        if (isStopped) return release(client)
        of.onHearing()
        tries = 0
        await lost
        of.onGap()
        release(client)
      } catch (error) {
        log.warn({ err: error }, 'the connection that hears of changes could not be opened')
      }
    }
  }
  // A used listener is not given back to others: the pool would keep it listening.
  const release = (client: PoolClient) => {
    if (held !== client) return
    held = null
    client.release(true)
  }
  void listen()
  return {
    stop: () => {
      isStopped = true
      if (held) release(held)
    },
  }
}

function readChange(payload: string | undefined): ToldChange | null {
  try {
    const read = Told.safeParse(JSON.parse(payload ?? ''))
    return read.success ? read.data : null
  } catch {
    // Whoever may log in to the database may notify; what is not ours is let be.
    return null
  }
}
