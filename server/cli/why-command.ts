// `duebox why`: the Why of a customer by its reference, and how it reads in a terminal.
import { sql } from 'kysely'
import { plainSentence, type Sentence } from '#domain/sentence.ts'
import { notFound } from '../platform/errors.ts'
import { inOrganization, SYSTEM } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import type { WhyAnswer } from '../workflows/why/why-answer.ts'
import { whyCustomer } from '../workflows/why/why-customer.ts'

export type WhyInZone = WhyAnswer & { zone: string }

export const whyFor = (
  installation: Installation, orgId: string, given: { customer: string; on?: string | undefined },
): Promise<WhyInZone> => inOrganization(installation, orgId, SYSTEM, async (org) => {
  const { rows } = await sql<{ id: string }>`select id from customer
    where org_id = ${org.id} and reference = ${given.customer}`.execute(org.tx)
  const [customer] = rows
  if (customer === undefined) {
    throw notFound(`No customer has the reference "${given.customer}"; it is the number `
      + 'in your ledger.')
  }
  return { ...await whyCustomer(org, customer.id, given.on), zone: org.settings.zone }
})

export function whyText(why: WhyInZone): string {
  const text = (said: Sentence) => plainSentence(said, why.zone)
  return [
    `${why.subject.title}, ${why.on}: ${text(why.verdict.said)}`,
    ...(why.tense === 'past' ? [] : [`Decided by: ${why.decidedBy}.`]),
    ...why.reasons.map(({ said, fix, isHold }) =>
      `${isHold ? '!' : '-'} ${text(said)}${fix === null ? '' : ` ${fix}`}`),
    ...(why.changes.length === 0 ? [] : ['What would change it:']),
    ...why.changes.map(({ said, then }) => `> ${text(said)}: ${text(then.said)}`),
    ...why.others.map(({ workflowName, said }) => `Also ${workflowName}: ${text(said)}`),
  ].join('\n')
}
