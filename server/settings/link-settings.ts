// Settings of links and of the page that they open: whose domain, how long, how to pay.
import { sql } from 'kysely'
import { shortenersIn } from '#domain/link-rules.ts'
import { payLinkProblem } from '#domain/pay-link.ts'
import { invalid, type ProblemField } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'

export interface LinkSettings {
  linkOrigin: string | null
  linkDays: number
  payLinkTemplate: string | null
  bankDetails: string
  asksSecondFactor: boolean
}

export async function readLinkSettings(org: Org): Promise<LinkSettings> {
  const { rows } = await sql<LinkSettings>`
    select link_origin as "linkOrigin", link_days as "linkDays",
      pay_link_template as "payLinkTemplate", bank_details as "bankDetails",
      asks_second_factor as "asksSecondFactor"
    from organization where org_id = ${org.id}`.execute(org.tx)
  const [row] = rows
  if (!row) throw new Error('An organization that is open has a row.')
  return row
}

export async function saveLinkSettings(org: Org, wish: LinkSettings): Promise<void> {
  const linkOrigin = wish.linkOrigin === null ? null : readOrigin(wish.linkOrigin)
  const fields: ProblemField[] = []
  if (linkOrigin !== null && !linkOrigin.ok) {
    fields.push({ field: 'linkOrigin', message: linkOrigin.problem })
  }
  const payLink = wish.payLinkTemplate === null ? null : payLinkProblem(wish.payLinkTemplate)
  if (payLink !== null) fields.push({ field: 'payLinkTemplate', message: payLink })
  if (fields.length > 0) {
    throw invalid('The links cannot be set like this; nothing was changed.', fields)
  }
  await sql`update organization set link_origin = ${linkOrigin?.ok ? linkOrigin.origin : null},
      link_days = ${wish.linkDays}, pay_link_template = ${wish.payLinkTemplate},
      bank_details = ${wish.bankDetails}, asks_second_factor = ${wish.asksSecondFactor}
    where org_id = ${org.id}`.execute(org.tx)
}

type Origin = { ok: true; origin: string } | { ok: false; problem: string }

/** An origin and nothing else, so that links stay short and nobody else’s page is opened. */
function readOrigin(text: string): Origin {
  const wrong = (problem: string): Origin => ({ ok: false, problem })
  if (!URL.canParse(text)) {
    return wrong('Write a whole address, such as https://pay.your-company.com.')
  }
  const url = new URL(text)
  if (url.protocol !== 'https:') return wrong('Links need https: customers type a code there.')
  if (url.username !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return wrong('Write the host only, without a path: https://pay.your-company.com.')
  }
  if (!url.hostname.includes('.')) return wrong('This host has no domain.')
  if (shortenersIn(url.origin).length > 0) {
    return wrong('This is a public shortener, which carriers filter: use a domain of your own.')
  }
  return { ok: true, origin: url.origin }
}
