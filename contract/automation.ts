// The master switch: what would leave today and this week, and how runs begin on old debt.
import { z } from 'zod'
import { STARTS } from '#domain/starts.ts'
import { DayText, endpoint, Id } from './endpoint.ts'

const tag = 'Organization'

const Beginning = {
  start: z.enum(STARTS).default('catch_up')
    .describe('`catch_up`: late steps one after another, `fitting`: only the step that fits the '
      + 'age, `future`: only steps whose day is still to come.'),
  spreadDays: z.coerce.number().int().min(1).max(30).default(1)
    .describe('Business days over which the first messages are spread.'),
}

export const AutomationPreview = z.object({
  isOn: z.boolean(),
  isCopy: z.boolean().describe('True: confirm the copy before turning it on.'),
  today: z.int().describe('Automatic messages that leave today once it is on.'),
  week: z.int().describe('… and in the next seven days, today included.'),
  typedCount: z.int().describe('The number to send back to turn automation on: `today`.'),
  lateCount: z.int()
    .describe('Customers for whom more than one step is late: old debt, which would be caught up.'),
  days: z.array(z.object({ on: DayText, channel: z.string(), count: z.int() })),
  lineCount: z.int().describe('Lines that fit the question; `lines` holds the first of them.'),
  lines: z.array(z.object({
    customerId: Id, customerName: z.string(), step: z.string(), workflow: z.string(),
    channel: z.string(), dueOn: DayText, invoiceNumber: z.string().nullable(),
  })),
}).meta({ id: 'AutomationPreview' })

export const getAutomation = endpoint({
  method: 'get', path: '/automation', tag, role: 'viewer',
  summary: 'The master switch, and exactly what would leave today and this week',
  query: z.object({
    ...Beginning,
    on: DayText.optional().describe('Only lines of this day.'),
    channel: z.string().max(20).optional(),
    search: z.string().trim().max(200).optional().describe('Part of a customer’s name.'),
    limit: z.coerce.number().int().min(1).max(5000).default(200),
  }),
  answer: AutomationPreview,
})

export const setAutomation = endpoint({
  method: 'put', path: '/automation', tag, role: 'manager',
  summary: 'Turn automatic sending off, or on with the number of messages that leave today',
  body: z.object({ isOn: z.boolean(), typedCount: z.int().min(0).optional(), ...Beginning }),
  answer: AutomationPreview,
})
