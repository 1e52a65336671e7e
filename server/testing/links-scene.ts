// Builders for tests of links: a company whose reminders carry one, and what customers were sent.
import { sql } from 'kysely'
import { composeMessage } from '../actions/compose-message.ts'
import type { Installation } from '../platform/installation.ts'
import { saveTemplate } from '../templates/save-template.ts'
import { tickUntilQuiet } from '../workflows/tick.ts'
import { aCollectingCompany, type Collecting } from './collecting-scene.ts'

export interface Linking extends Collecting {
  /** Tokens of the links that an address was sent, newest message first. */
  tokensOf: (address: string) => Promise<string[]>
  /** Mara writes to them; it has left when this comes back. */
  send: (customerId: string, address: string, body: string) => Promise<string>
  captured: (address: string) => Promise<{ subject: string; text: string; html: string | null }[]>
}

/** A reminder leaves five days after the due day. The company’s clock begins on 2027-01-25. */
export async function aLinkingCompany(
  installation: Installation, text = 'Pay at {{ pay_link }} or see {{ statement_link }}.',
): Promise<Linking> {
  const company = await aCollectingCompany(installation, {
    start: '2027-01-25', workflows: [{ level: 'customer', offsets: [5, 12], mcdDays: 5 }],
  })
  await company.do(async (org) => {
    const { rows } = await sql<{ id: string }>`select id from template`.execute(org.tx)
    await saveTemplate(org, rows[0]?.id ?? '', {
      name: 'T', channel: 'email', texts: { en: { subject: 'Open', body: text } },
    })
  })
  const captured = (address: string) => company.do(async ({ tx }) => (await sql<{
    subject: string; text: string; html: string | null }>`
    select subject, body_text as text, body_html as html from captured_message
    where to_addresses = array[${address}] order by id desc`.execute(tx)).rows)
  return {
    ...company, captured,
    tokensOf: async (address) => (await captured(address)).flatMap(({ text: sent }) => {
      const token = /\/p\/([0-9A-Za-z]+)/.exec(sent)?.[1]
      return token === undefined ? [] : [token]
    }),
    send: async (customerId, address, body) => {
      const id = await company.as('mara', (org) => composeMessage(org, {
        customerId, channel: 'email', to: [address], cc: [], bcc: [], subject: 'Hello', body,
        undoSeconds: 0,
      }))
      await tickUntilQuiet(installation, company.id, { leaveAtOnce: true })
      return id
    },
  }
}
