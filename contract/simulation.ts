// Simulations: what the days to come would bring, asked for, polled, looked into and compared.
import { z } from 'zod'
import { USUAL_MINUTES } from '#domain/simulation/tally.ts'
import type { Channel } from '#domain/workflow.ts'
import { DayText, endpoint, Id, InstantText, pageOf, Page } from './endpoint.ts'
import { WorkflowRules } from './workflows.ts'

const tag = 'Simulations'
const simulationId = z.object({ simulationId: Id })

export const MOST_DAYS = 180

const Scenario = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nobody') }).describe('The ledger stays as it is.'),
  z.object({ kind: z.literal('as_last_year') })
    .describe('Each customer pays as late as in the year before, by the median.'),
  z.object({
    kind: z.literal('sliders'), sharePercent: z.number().min(0).max(100),
    withinDays: z.int().min(1).max(90), seed: z.int().min(0).max(1_000_000).default(1),
  }).describe('A share of what each reminder asks for is paid within days of it.'),
])

const minutesOf = (channel: Channel) =>
  z.number().min(0).max(480).default(USUAL_MINUTES[channel])
const Minutes = z.object({
  call: minutesOf('call'), letter: minutesOf('letter'), task: minutesOf('task'),
  email: minutesOf('email'), sms: minutesOf('sms'),
})

const Tried = z.object({
  workflowId: Id,
  version: z.union([z.literal('published'), z.literal('draft'), z.literal('unsaved'),
    z.int().min(1)]).default('published')
    .describe('By number, or as edited: then the rules are given.'),
  rules: WorkflowRules.optional(),
  audience: z.enum(['assigned', 'everybody']).default('assigned')
    .describe('Those who follow it, or everybody of its level who owes.'),
})

export const SimulationWish = z.object({
  days: z.int().min(1).max(MOST_DAYS).default(60),
  workflow: Tried.nullable().default(null)
    .describe('Null: every workflow as it runs. Else this one in another version.'),
  scenario: Scenario.default({ kind: 'nobody' }),
  manualAfterDays: z.int().min(0).max(20).default(0)
    .describe('Business days that work in To Do waits until somebody does it.'),
  minutes: Minutes.default(Minutes.parse({})),
  assumesAutomationOn: z.boolean().default(true)
    .describe('Play as if automatic sending were on, whatever it is now.'),
  assumesFreshLedger: z.boolean().default(true)
    .describe('Play as if the ledger were brought up to date every day.'),
  pastFrom: DayText.nullable().default(null)
    .describe('A back-test: plays the days from here as the ledger was then.'),
}).meta({ id: 'SimulationWish' })

const Counts = z.record(z.string(), z.number())

export const SimulatedDay = z.object({
  day: DayText, automatic: Counts, manual: Counts, decide: z.int(), held: Counts,
  minutes: z.number(), paidInvoices: z.int(), smsSegments: z.int(), smsMicros: Counts,
  sent: Counts.optional().describe('Back-test: what did go out on that day, by channel.'),
}).meta({ id: 'SimulatedDay' })

export const SimulationTotals = z.object({
  automatic: Counts, manual: Counts, contacts: z.int(), decide: z.int(), heldDays: Counts,
  minutes: z.number(), paidInvoices: z.int(), smsSegments: z.int(), smsMicros: Counts,
}).meta({ id: 'SimulationTotals' })

export const SimulationResult = z.object({
  from: DayText, to: DayText, customers: z.int(), contactedCustomers: z.int(),
  days: z.array(SimulatedDay), totals: SimulationTotals,
  notes: z.array(z.string()).describe('What was taken for granted.'),
  isTruncated: z.boolean().describe('The counts are whole; of the single actions only the first '
    + 'ones were kept.'),
  tookMs: z.int(),
}).meta({ id: 'SimulationResult' })

const Head = z.object({
  id: Id, title: z.string(), wish: SimulationWish,
  state: z.enum(['queued', 'running', 'done', 'cancelled', 'failed']),
  customersDone: z.int(), customersTotal: z.int(), why: z.string().nullable(),
  startedAt: InstantText, finishedAt: InstantText.nullable(),
})

export const Simulation = Head.extend({ result: SimulationResult.nullable() })
  .meta({ id: 'Simulation' })

export const SimulatedAction = z.object({
  place: z.int(), day: DayText, kind: z.enum(['reminder', 'decide']),
  channel: z.enum(['email', 'sms', 'call', 'letter', 'task']),
  mode: z.enum(['manual', 'automatic']),
  customerId: Id, customerName: z.string(), workflowId: Id, workflowName: z.string(),
  level: z.enum(['customer', 'invoice']), stepName: z.string(),
  recipient: z.string().nullable(), recipientName: z.string(),
  invoices: z.array(z.object({
    invoiceId: Id, number: z.string(),
    owedBy: z.string().optional().describe('The child that owes it, where a parent is asked.'),
    currency: z.string(), amountMinor: z.int(),
  })),
  enclosed: z.object({ statement: z.boolean(), invoices: z.array(z.string()) }).nullable()
    .describe('What goes along: a statement, and the PDFs of these invoices.'),
  hasText: z.boolean(),
}).meta({ id: 'SimulatedAction' })

export const startSimulation = endpoint({
  method: 'post', path: '/simulations', tag, role: 'viewer', status: 202,
  summary: 'Play the days to come over the ledger as it is; read it again for progress',
  body: SimulationWish.extend({
    replaces: Id.optional().describe('One’s own earlier simulation, which is cancelled and '
      + 'forgotten: for pages that play anew with every change.'),
  }),
  answer: Simulation,
})

export const listSimulations = endpoint({
  method: 'get', path: '/simulations', tag, role: 'viewer',
  summary: 'The newest simulations, without their days',
  answer: z.object({ items: z.array(Head) }),
})

export const getSimulation = endpoint({
  method: 'get', path: '/simulations/{simulationId}', tag, role: 'viewer',
  summary: 'A simulation: how far it is, and its days once it is done',
  params: simulationId, answer: Simulation,
})

export const cancelSimulation = endpoint({
  method: 'post', path: '/simulations/{simulationId}/cancel', tag, role: 'viewer',
  summary: 'Stop a simulation; one that has ended stays as it is',
  params: simulationId, answer: Simulation,
})

export const listSimulatedActions = endpoint({
  method: 'get', path: '/simulations/{simulationId}/actions', tag, role: 'viewer',
  summary: 'Who gets what on a day, or on all days',
  params: simulationId, query: z.object({ ...Page, day: DayText.optional() }),
  answer: pageOf(SimulatedAction),
})

export const listSimulatedHolds = endpoint({
  method: 'get', path: '/simulations/{simulationId}/held', tag, role: 'viewer',
  summary: 'What stands still on a day, and why', params: simulationId,
  query: z.object({ day: DayText }),
  answer: z.object({
    items: z.array(z.object({
      customerId: Id, customerName: z.string(), workflowName: z.string(),
      code: z.string(), text: z.string(), fix: z.string(), since: DayText, until: DayText,
    })),
    isTruncated: z.boolean(),
  }),
})

export const getSimulatedText = endpoint({
  method: 'get', path: '/simulations/{simulationId}/actions/{place}/text', tag, role: 'viewer',
  summary: 'The text of a simulated message, as the customer would get it',
  params: z.object({ simulationId: Id, place: z.coerce.number().int() }),
  answer: z.object({ subject: z.string(), body: z.string(), problem: z.string().nullable() }),
})

const Side = z.object({ id: Id, title: z.string(), totals: SimulationTotals,
  contactedCustomers: z.int() })

export const compareSimulations = endpoint({
  method: 'get', path: '/simulations/{simulationId}/compare/{otherId}', tag, role: 'viewer',
  summary: 'Two simulations side by side: their days, and what differs for whom',
  params: z.object({ simulationId: Id, otherId: Id }),
  answer: z.object({
    one: Side, other: Side,
    days: z.array(z.object({ day: DayText, one: z.int(), other: z.int() })),
    onlyOne: z.int().describe('Customers whom only the first reaches.'),
    onlyOther: z.int(),
    customers: z.array(z.object({
      customerId: Id, customerName: z.string(), one: z.int(), other: z.int(),
      firstOne: DayText.nullable(), firstOther: DayText.nullable(),
    })).describe('Those who are contacted differently, most different first.'),
  }),
})

export const exportSimulation = endpoint({
  method: 'get', path: '/simulations/{simulationId}/export', tag, role: 'viewer',
  summary: 'Every kept action as CSV', params: simulationId, answer: z.string(),
  answerType: 'text/csv',
})
