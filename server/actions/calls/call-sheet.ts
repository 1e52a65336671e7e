// Reads what one needs before dialling: whom, when it is there, what is open, what was said.
import { callProblem, contactRulesOf } from '#domain/contact-rules.ts'
import { collectibleMinor, daysOverdue } from '#domain/invoice.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { draftOf } from '../draft-action.ts'
import { gatherFacts } from '../gather-facts.ts'
import { gatherReach } from '../gather-hold-facts.ts'
import { suppressionsAmong } from '../recipients.ts'
import { lockAction } from '../store.ts'
import { lastCalls, lastMessages, zoneOf } from './call-store.ts'

const MOST_INVOICES = 50

export async function readCallSheet(org: Org, actionId: string) {
  const action = await lockAction(org, actionId)
  if (!action) throw notFound('This action does not exist.')
  const customerId = action.customer_id
  const facts = (await gatherFacts(org, [customerId])).get(customerId)
  const zone = await zoneOf(org, customerId)
  const step = facts?.runs.find((run) => run.row.id === action.run_id)?.rules.steps
    .find((one) => one.id === action.step_id)
  const draft = step?.templateId ? await draftOf(org, action) : null
  return {
    people: await peopleOf(org, customerId),
    zone: zone ?? org.settings.zone, isZoneKnown: zone !== null,
    warning: facts === undefined ? null : callProblem(
      contactRulesOf(org.settings.creditor_kind, facts.customer.debtor_kind), {
        freeOn: facts.contactsFreeOn, now: org.now, zones: [zone ?? org.settings.zone],
      }),
    invoices: [...facts?.invoices ?? []]
      .sort((a, b) => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))
      .slice(0, MOST_INVOICES).map((invoice) => ({
        id: invoice.id, number: invoice.number, currency: invoice.currency,
        openMinor: invoice.openMinor, collectibleMinor: collectibleMinor(invoice),
        dueOn: invoice.dueOn, daysOverdue: Math.max(0, daysOverdue(invoice.dueOn, org.today)),
      })),
    messages: await lastMessages(org, customerId),
    calls: await lastCalls(org, customerId),
    script: draft === null || draft.body === '' ? null : draft.body,
    scriptProblem: draft?.problem ?? null,
  }
}

async function peopleOf(org: Org, customerId: string) {
  const reach = await gatherReach(org, [customerId], ['call'])
  const contacts = reach.contacts.get(customerId) ?? []
  const stops = new Map((await suppressionsAmong(org, 'sms', contacts.flatMap((one) => one.phones)))
    .map((row) => [row.address, row.reason || row.state.replace('_', ' ')]))
  return contacts.filter((contact) => contact.phones.length > 0).map((contact) => ({
    contactId: contact.id, name: contact.name, positions: contact.positions,
    phones: contact.phones.map((number) => ({ number, warning: stops.get(number) ?? null })),
  }))
}
