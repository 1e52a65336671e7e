// Reads what one needs before dialling: whom, when it is there, what is open, what was said.
import { collectibleMinor, daysOverdue } from '#domain/invoice.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { draftOf } from '../draft-action.ts'
import { gatherFacts, type CustomerFacts } from '../gather-facts.ts'
import { gatherReach } from '../gather-hold-facts.ts'
import { suppressionsAmong } from '../recipients.ts'
import { lockAction } from '../store.ts'
import { blockedOf, problemOfNumber } from './call-hours.ts'
import { lastCalls, lastMessages } from './call-store.ts'

const MOST_INVOICES = 50

export async function readCallSheet(org: Org, actionId: string) {
  const action = await lockAction(org, actionId)
  if (!action) throw notFound('This action does not exist.')
  const customerId = action.customer_id
  const facts = (await gatherFacts(org, [customerId])).get(customerId)
  const zone = facts?.customer.zone ?? null
  const people = await peopleOf(org, customerId, facts)
  const step = facts?.runs.find((run) => run.row.id === action.run_id)?.rules.steps
    .find((one) => one.id === action.step_id)
  const draft = step?.templateId ? await draftOf(org, action) : null
  return {
    people, zone: zone ?? org.settings.zone, isZoneKnown: zone !== null,
    blocked: facts === undefined ? null : blockedOf(org, facts, people),
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

async function peopleOf(org: Org, customerId: string, facts: CustomerFacts | undefined) {
  const reach = await gatherReach(org, [customerId], ['call'])
  const contacts = reach.contacts.get(customerId) ?? []
  const stops = new Map((await suppressionsAmong(org, 'sms', contacts.flatMap((one) => one.phones)))
    .map((row) => [row.address, row.reason || row.state.replace('_', ' ')]))
  return contacts.filter((contact) => contact.phones.length > 0).map((contact) => ({
    contactId: contact.id, name: contact.name, positions: contact.positions, zone: contact.zone,
    phones: contact.phones.map((number) => ({
      number, warning: stops.get(number) ?? null,
      blocked: facts === undefined ? null : problemOfNumber(org, facts, contact.zone, number),
    })),
  }))
}
