// Customers, their contacts, pauses and timelines.
import { z } from 'zod'
import { COLLECT_AT } from '#domain/customer-tree.ts'
import { DEBTOR_KINDS } from '#domain/debtor-kind.ts'
import { EVENT_PARTS } from '#domain/event-parts.ts'
import { WISHED_CHANNELS } from '#domain/wished-channels.ts'
import {
  AmountMinor, CountryCode, CurrencyCode, DayText, endpoint, HoldAnswer, Id, InstantText,
  LocaleCode, Page, pageOf,
} from './endpoint.ts'
import { CustomerFilter, CustomerOrder, ListTotal } from './list-filters.ts'

const tag = 'Customers'

export const Balance = z.object({
  currency: CurrencyCode,
  openMinor: AmountMinor,
  overdueMinor: AmountMinor,
  collectibleMinor: AmountMinor.describe('Open − disputed − promised − on its way.'),
  pendingMinor: AmountMinor.describe('Part of what is open: announced and not yet there.'),
  unappliedMinor: AmountMinor.describe('Payments and credits not allocated to an invoice.'),
  buckets: z.object({
    notDueMinor: AmountMinor, days1To30Minor: AmountMinor, days31To60Minor: AmountMinor,
    days61To90Minor: AmountMinor, daysOver90Minor: AmountMinor,
  }).describe('Open amounts by days overdue.'),
}).meta({ id: 'Balance' })

export const Contact = z.object({
  id: Id,
  name: z.string(),
  emails: z.array(z.string()),
  phones: z.array(z.string()).describe('E.164.'),
  positions: z.array(z.string()),
  isMain: z.boolean(),
  locale: LocaleCode.nullable(),
  zone: z.string().nullable().describe('Where this person is; null: where the customer is.'),
  suppressed: z.array(z.object({
    channel: z.enum(['email', 'phone']), address: z.string(), state: z.string(),
    reason: z.string(), since: InstantText,
  })).describe('Addresses of this contact that must not be written to.'),
}).meta({ id: 'Contact' })

export const CustomerRow = z.object({
  id: Id, reference: z.string(), name: z.string(), country: CountryCode.nullable(),
  ownerId: z.string().nullable(),
  balances: z.array(Balance),
  oldestDueOn: DayText.nullable(),
  lastContactOn: DayText.nullable(),
  collection: z.enum(['active', 'halted_by_reply', 'paused', 'stopped', 'finished', 'none']),
}).meta({ id: 'CustomerRow' })

export const PlannedContact = z.object({
  runId: Id,
  workflowId: Id,
  workflowName: z.string(),
  level: z.enum(['customer', 'invoice']),
  stepId: z.string().nullable(),
  stepName: z.string().nullable(),
  channel: z.string().nullable(),
  mode: z.enum(['manual', 'automatic']).nullable(),
  invoiceId: Id.nullable().describe('The carrying invoice.'),
  invoiceNumber: z.string().nullable(),
  dueOn: DayText.nullable(),
  dueAt: InstantText.nullable(),
  because: z.string().nullable().describe('trigger, min_contact_delay, reply_handled, pause, …'),
  state: z.enum(['idle', 'planned', 'held', 'finished']),
  holds: z.array(HoldAnswer).describe('Why it does not go out now; the first one decides.'),
  why: z.string().describe('The decision in plain words.'),
}).meta({ id: 'PlannedContact' })

export const Pause = z.object({
  id: Id, scope: z.enum(['organization', 'workflow', 'customer', 'invoice']), subjectId: Id,
  untilOn: DayText.nullable(),
  reviewOn: DayText.nullable().describe('Of a pause without an end: when it is asked about.'),
  reason: z.string(), startedAt: InstantText,
  startedBy: z.string().describe('Who began it, by name.'),
}).meta({ id: 'Pause' })

export const Customer = z.object({
  id: Id, reference: z.string(), name: z.string(), country: CountryCode.nullable(),
  zone: z.string().nullable(), locale: LocaleCode.nullable(), ownerId: z.string().nullable(),
  legalStopReason: z.string().nullable(),
  street: z.string().describe('Lines of the postal address, separated by line breaks.'),
  postcode: z.string(), city: z.string(),
  debtorKind: z.enum(DEBTOR_KINDS),
  wishedChannel: z.enum(WISHED_CHANNELS).nullable()
    .describe('The one channel the customer wants to be contacted on; null: any.'),
  wishedBy: z.string(), wishedOn: DayText.nullable(),
  parentId: Id.nullable(),
  collectAt: z.enum(COLLECT_AT).describe('At itself, or together with its parent.'),
  family: z.array(z.object({
    id: Id, reference: z.string(), name: z.string(), parentId: Id.nullable(),
    collectAt: z.enum(COLLECT_AT), balances: z.array(Balance),
    isCollectedHere: z.boolean().describe('The workflow of the customer asked for asks for its '
      + 'invoices too.'),
  })).describe('All of the tree it stands in, itself included; empty when it stands alone.'),
  collectedAt: z.object({ id: Id, name: z.string() }).nullable()
    .describe('The customer at whom this one is collected; null: at itself.'),
  togetherBalances: z.array(Balance)
    .describe('Of all whose invoices are collected here, itself included.'),
  balances: z.array(Balance),
  lastContactOn: DayText.nullable(),
  collection: CustomerRow.shape.collection,
  contacts: z.array(Contact),
  pauses: z.array(Pause),
  planned: z.array(PlannedContact),
  openReplyActionIds: z.array(Id),
  customFields: z.record(z.string(), z.string())
    .describe('What imports brought and Duebox only shows.'),
  version: z.string().describe('Changes with every change of the customer itself.'),
  changedAt: InstantText.nullable(),
  changedBy: z.object({ id: z.string(), name: z.string() }).nullable()
    .describe('Who made this version; null: it is as it was added.'),
}).meta({ id: 'Customer' })

const CustomerBody = z.object({
  reference: z.string().trim().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  country: CountryCode.nullable().optional(),
  zone: z.string().nullable().optional(),
  locale: LocaleCode.nullable().optional(),
  ownerId: z.string().nullable().optional(),
  street: z.string().trim().max(300).optional()
    .describe('Up to three lines; with postcode, city and country it is where letters go.'),
  postcode: z.string().trim().max(20).optional(),
  city: z.string().trim().max(100).optional()
    .describe('With the state where the post wants it: “Springfield, IL”.'),
  debtorKind: z.enum(DEBTOR_KINDS).optional()
    .describe('A consumer is written to less often, and by day only.'),
  parentId: Id.nullable().optional().describe('The company it belongs to.'),
  collectAt: z.enum(COLLECT_AT).optional(),
  wishedChannel: z.enum(WISHED_CHANNELS).nullable().optional().describe(
    'The customer has asked to be contacted only so: steps of other written channels go this way '
    + 'where their text allows it, else by their remedies, else they are held.'),
  wishedBy: z.string().trim().max(200).optional().describe('Who asked for it.'),
  wishedOn: DayText.nullable().optional().describe('When; today if left out.'),
})
const customerId = z.object({ customerId: Id })

export const listCustomers = endpoint({
  method: 'get', path: '/customers', summary: 'Customers with what they owe', tag,
  role: 'viewer',
  query: z.object({ ...Page, ...CustomerFilter, ...CustomerOrder }), answer: pageOf(CustomerRow),
})

export const totalCustomers = endpoint({
  method: 'get', path: '/customers/total', tag, role: 'viewer',
  summary: 'How many customers a filter lets through, and what they owe by currency',
  query: z.object(CustomerFilter), answer: ListTotal,
})

export const chooseCustomers = endpoint({
  method: 'get', path: '/customers/chosen', tag, role: 'viewer',
  summary: 'The ids of all that a filter lets through, for a deed on many; at most 5,000',
  query: z.object(CustomerFilter), answer: ListTotal.extend({ ids: z.array(Id) }),
})

export const createCustomer = endpoint({
  method: 'post', path: '/customers', summary: 'Add a customer', tag, role: 'collector',
  status: 201, body: CustomerBody, answer: Customer,
})

export const getCustomer = endpoint({
  method: 'get', path: '/customers/{customerId}', tag, role: 'viewer',
  summary: 'One customer: amounts, contacts, pauses, and what comes next and why',
  params: customerId, answer: Customer,
})

export const saveCustomer = endpoint({
  method: 'patch', path: '/customers/{customerId}', summary: 'Change a customer', tag,
  role: 'collector', params: customerId,
  body: CustomerBody.partial().extend({
    legalStopReason: z.string().max(500).nullable().optional(),
    seenVersion: z.string().max(100).optional()
      .describe('The version that was changed; refused (409) when there is a newer one.'),
  }),
  answer: Customer,
})

const ContactBody = z.object({
  name: z.string().trim().max(200).default(''),
  emails: z.array(z.string().trim().max(254)).max(20).default([]),
  phones: z.array(z.string().trim().max(40)).max(20).default([])
    .describe('Any usual way of writing; kept as E.164 by the customer’s country.'),
  positions: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  isMain: z.boolean().default(false),
  locale: LocaleCode.nullable().default(null),
  zone: z.string().max(60).nullable().default(null)
    .describe('Time zone by its IANA name; what rings or buzzes keeps to its hours.'),
})

export const createContact = endpoint({
  method: 'post', path: '/customers/{customerId}/contacts', summary: 'Add a contact', tag,
  role: 'collector', status: 201, params: customerId, body: ContactBody, answer: Contact,
})

export const saveContact = endpoint({
  method: 'put', path: '/contacts/{contactId}', summary: 'Change a contact', tag,
  role: 'collector', params: z.object({ contactId: Id }), body: ContactBody, answer: Contact,
})

export const deleteContact = endpoint({
  method: 'delete', path: '/contacts/{contactId}', summary: 'Remove a contact', tag,
  role: 'collector', params: z.object({ contactId: Id }),
})

export const startPause = endpoint({
  method: 'post', path: '/pauses', tag, role: 'collector', status: 201,
  summary: 'Pause collection of a customer, an invoice, a workflow or the organization until a '
    + 'day (that day is free again), or openly with a reason and a review day. Workflows and the '
    + 'organization need a manager',
  body: z.object({
    scope: z.enum(['organization', 'workflow', 'customer', 'invoice']),
    subjectId: Id.describe('The customer, invoice, workflow or organization.'),
    untilOn: DayText.nullable().default(null),
    reviewOn: DayText.nullable().default(null),
    reason: z.string().trim().max(500).default(''),
  }),
  answer: Pause,
})

export const endPause = endpoint({
  method: 'post', path: '/pauses/{pauseId}/end', tag, role: 'collector',
  summary: 'End a pause; nothing leaves before the next regular send time',
  params: z.object({ pauseId: Id }),
})

export const TimelineEvent = z.object({
  id: Id, at: InstantText, kind: z.string(), actor: z.string(), actorName: z.string(),
  customerId: Id.nullable(), messageId: Id.nullable(), actionId: Id.nullable(),
  invoiceIds: z.array(Id),
  text: z.string().describe('The event in one plain sentence.'),
  detail: z.record(z.string(), z.unknown()),
  message: z.object({
    direction: z.enum(['in', 'out']), channel: z.string(), state: z.string(),
    kind: z.string().nullable(), subject: z.string(), from: z.string(), to: z.array(z.string()),
    preview: z.string(),
    why: z.string().nullable().describe('What went wrong, in plain words.'),
    nextStep: z.string().nullable().describe('What to do about it.'),
  }).nullable(),
  note: z.object({
    id: Id, author: z.string(), body: z.string(), changedAt: InstantText.nullable(),
    removedAt: InstantText.nullable(),
  }).nullable().describe('An internal note; it never leaves.'),
}).meta({ id: 'TimelineEvent' })

/** How a timeline is narrowed. */
export const TimelineFilter = {
  part: z.enum(EVENT_PARTS).optional().describe('Only this channel, tasks, money or notes.'),
  day: DayText.optional().describe('Begin at the end of this day, as if nothing came after it.'),
  q: z.string().trim().max(200).optional()
    .describe('Only what says this: sentences, messages, addresses, notes.'),
}

export const getCustomerTimeline = endpoint({
  method: 'get', path: '/customers/{customerId}/timeline', tag, role: 'viewer',
  summary: 'All that happened with a customer, newest first', params: customerId,
  query: z.object({ ...Page, ...TimelineFilter }), answer: pageOf(TimelineEvent),
})
