// To Do: reminders that wait for a person, answers to handle, unclear sends, what is held.
import { z } from 'zod'
import { Page, AmountMinor, CurrencyCode, DayText, endpoint, HoldAnswer, Id, InstantText, pageOf }
  from './endpoint.ts'
import { CALL_OUTCOMES } from './calls.ts'
import { Enclosures, Message } from './messages.ts'
import { Present } from './presence.ts'

const tag = 'To Do'
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use HH:MM, such as 08:30.')
const actionId = z.object({ actionId: Id })
const replyActionId = z.object({ replyActionId: Id })

export const Action = z.object({
  id: Id,
  kind: z.enum(['reminder', 'adhoc', 'decide', 'fix_address', 'apply_cash']),
  channel: z.enum(['email', 'sms', 'call', 'letter', 'task']),
  mode: z.enum(['manual', 'automatic']),
  name: z.string(),
  customerId: Id, customerName: z.string(),
  invoiceId: Id.nullable(), invoiceNumber: z.string().nullable(),
  runId: Id.nullable(), stepId: z.string().nullable(), occurrence: z.int(),
  ownerId: z.string().nullable(),
  dueOn: DayText, dueAt: InstantText,
  state: z.enum(['open', 'sending', 'needs_check', 'done', 'skipped', 'superseded', 'cancelled',
    'expired']),
  held: HoldAnswer.nullable(),
  isRemoved: z.boolean()
    .describe('Its step is gone from the workflow; it stays until it is done or skipped.'),
  overdue: z.array(z.object({ currency: CurrencyCode, amountMinor: AmountMinor })),
  note: z.string().nullable(), outcome: z.string().nullable(),
}).meta({ id: 'Action' })

export const ReplyAction = z.object({
  id: Id, customerId: Id, customerName: z.string(), runId: Id.nullable(),
  workflowName: z.string().nullable(),
  state: z.enum(['open', 'snoozed', 'replied', 'ignored', 'paused', 'replied_elsewhere']),
  openedAt: InstantText, closedAt: InstantText.nullable(), closedBy: z.string().nullable(),
  reason: z.string().nullable(),
  returnsOn: DayText.nullable().describe('Snoozed: the day on which it is back in To Do.'),
  returnsAt: InstantText.nullable().describe('… and at this moment of it; null: as it begins.'),
  waitingBusinessDays: z.int().describe('How long it has waited; 0 on the day it came.'),
  isEscalated: z.boolean().describe('It waited too long and was handed on to the next in line.'),
  ownerId: z.string().nullable(), ownerName: z.string().nullable(),
  newestMessageId: Id, messageCount: z.int(),
  newest: z.object({
    from: z.string(), fromName: z.string(), subject: z.string(), preview: z.string(),
    channel: z.string(), at: InstantText,
  }),
  overdue: z.array(z.object({ currency: CurrencyCode, amountMinor: AmountMinor })),
}).meta({ id: 'ReplyAction' })

export const AnswerBySms = z.object({
  number: z.string().describe('It was written from here, and is answered here.'),
  via: z.enum(['sms', 'whatsapp', 'rcs']),
  isOptedOut: z.boolean().describe('Nothing is texted to it; answer in another way.'),
  consent: z.enum(['given', 'revoked', 'under_review']).nullable()
    .describe('The newest act on record.'),
  question: z.string().nullable()
    .describe('These words may mean that no more SMS are wanted: a person must decide.'),
  sender: z.object({ address: z.string(), isOneWay: z.boolean() }).nullable()
    .describe('What the answer leaves from; one-way: whoever gets it cannot answer.'),
}).meta({ id: 'AnswerBySms' })

export const ReplyActionInFull = ReplyAction.extend({
  sms: AnswerBySms.nullable().describe('Set when the newest message is an SMS.'),
  unanswered: z.array(Message).describe('Every message that waits, the newest first.'),
  otherThreads: z.array(z.object({
    threadId: Id, subject: z.string(), channel: z.string(), messageCount: z.int(),
    newestMessageId: Id,
  })).describe('Answering the newest leaves these conversations unanswered.'),
  warning: z.string().nullable().describe('The same in words.'),
  present: z.array(Present).describe('Colleagues who have it open, or write an answer, just now.'),
}).meta({ id: 'ReplyActionInFull' })

const Filter = {
  whose: z.enum(['mine', 'team', 'all']).default('all')
    .describe('mine: owned by the caller; team: by colleagues, or nobody’s.'),
  channel: z.enum(['email', 'sms', 'call', 'letter', 'task']).optional(),
  workflowId: Id.optional(), ownerId: z.string().max(200).optional(),
  overdueOver: z.coerce.number().int().min(0).optional()
    .describe('More than this is overdue at the customer, in the organization’s own currency.'),
}

export const WorkSum = z.object({
  count: z.int(),
  overdue: z.array(z.object({ currency: CurrencyCode, amountMinor: AmountMinor }))
    .describe('What is overdue at their customers, each counted once.'),
}).meta({ id: 'WorkSum' })

const ActionList = z.enum(['due', 'later', 'held', 'unreachable', 'needs_check', 'all'])
  .default('due')

export const sumActions = endpoint({
  method: 'get', path: '/actions/sum', tag, role: 'viewer',
  summary: 'How many actions fit a filter, and the money behind them',
  query: z.object({ ...Filter, list: ActionList }), answer: WorkSum,
})

export const sumReplyActions = endpoint({
  method: 'get', path: '/reply-actions/sum', tag, role: 'viewer',
  summary: 'How many open answers fit a filter, and the money behind them',
  query: z.object(Filter), answer: WorkSum,
})

export const getCounts = endpoint({
  method: 'get', path: '/actions/counts', summary: 'How much waits in each list', tag,
  role: 'viewer',
  answer: z.object({
    replies: z.int(), due: z.int(), later: z.int(), needsCheck: z.int(), held: z.int(),
    unreachable: z.int().describe('Of the held: those whom nobody can reach.'),
    unmatched: z.int(), leaving: z.int(), letters: z.int().describe('To be printed or posted.'),
  }),
})

export const listActions = endpoint({
  method: 'get', path: '/actions', tag, role: 'viewer',
  summary: 'Actions: due (for people), later (theirs on a later day), held (would have gone, with '
    + 'the reason), unreachable (of those: nobody can be reached), needs_check (may or may not '
    + 'have left), or all of a customer',
  query: z.object({
    ...Page,
    ...Filter, list: ActionList,
    sort: z.enum(['due', 'age', 'amount']).default('due')
      .describe('age: the longest open first; amount: the most overdue first.'),
    customerId: Id.optional(), mine: z.stringbool().default(false),
  }),
  answer: pageOf(Action),
})

export const getAction = endpoint({
  method: 'get', path: '/actions/{actionId}', summary: 'One action', tag, role: 'viewer',
  params: actionId, answer: Action,
})

export const draftAction = endpoint({
  method: 'get', path: '/actions/{actionId}/draft', tag, role: 'viewer',
  summary: 'The message of an action as it would be sent now', params: actionId,
  answer: z.object({
    to: z.array(z.string()), subject: z.string(), body: z.string(),
    problem: z.string().nullable(),
  }),
})

export const completeAction = endpoint({
  method: 'post', path: '/actions/{actionId}/complete', tag, role: 'collector',
  summary: 'Do an action: send its e-mail, SMS or letter, or log that the call or task was done',
  params: actionId,
  body: z.object({
    outcome: z.enum(CALL_OUTCOMES).default('done')
      .describe('How a call went. Only what somebody heard counts as a contact: reached, '
        + 'voicemail, promised, disputed, and done.'),
    phone: z.string().max(40).optional().describe('The number that was called, E.164.'),
    minutes: z.int().min(0).max(600).optional(),
    callBackOn: DayText.optional().describe('call_back: the action comes back on that day.'),
    madeEarlier: z.boolean().default(false).describe('A call that was made before now: what now '
      + 'forbids one to a consumer did not then.'),
    note: z.string().trim().max(5000).default(''),
    to: z.array(z.string().max(254)).max(20).optional(),
    cc: z.array(z.email()).max(20).optional(), bcc: z.array(z.email()).max(20).optional(),
    subject: z.string().max(500).optional(), body: z.string().max(100_000).optional(),
    confirmStale: z.boolean().default(false)
      .describe('Send although the ledger is old and the customer may have paid.'),
    undoSeconds: z.int().min(0).max(30).optional(),
    draft: Enclosures.draft,
    enclosesStatement: z.boolean().optional()
      .describe('A statement of account, made when it leaves. Left out: as the step says.'),
    enclosedInvoiceIds: z.array(Id).max(25).optional()
      .describe('Invoices whose PDF goes with it. Left out: as the step says.'),
  }),
  answer: Action,
})

export const skipAction = endpoint({
  method: 'post', path: '/actions/{actionId}/skip', tag, role: 'collector', params: actionId,
  summary: 'Skip an action: the workflow moves on, no contact is counted',
  body: z.object({ reason: z.string().trim().max(500).default('') }), answer: Action,
})

export const decideUnclear = endpoint({
  method: 'post', path: '/actions/{actionId}/decide', tag, role: 'collector', params: actionId,
  summary: 'Settle a send that may or may not have left: it was sent, send it again, or give up',
  body: z.object({ as: z.enum(['sent', 'send_again', 'give_up']) }), answer: Action,
})

export const postponeAction = endpoint({
  method: 'post', path: '/actions/{actionId}/postpone', tag, role: 'collector', params: actionId,
  summary: 'Put an open action of a person on another day; nothing else changes',
  body: z.object({
    dueOn: DayText, dueTime: TimeOfDay.nullable().default(null)
      .describe('On the organization’s clock; null: at its send time.'),
  }),
  answer: Action,
})

export const assignAction = endpoint({
  method: 'post', path: '/actions/{actionId}/assign', tag, role: 'collector', params: actionId,
  summary: 'Give an open action to somebody, or to everybody. Collectors give away their own and '
    + 'what is everybody’s; managers those of others too',
  body: z.object({ userId: z.string().min(1).max(200).nullable() }), answer: Action,
})

export const listReplyActions = endpoint({
  method: 'get', path: '/reply-actions', tag, role: 'viewer',
  summary: 'Answers of customers that wait for one of ours; nothing is reminded until then',
  query: z.object({
    ...Page, state: z.enum(['open', 'snoozed', 'closed', 'all']).default('open'),
    ...Filter, sort: z.enum(['age', 'amount']).default('age'),
    customerId: Id.optional(),
  }),
  answer: pageOf(ReplyAction),
})

export const getReplyAction = endpoint({
  method: 'get', path: '/reply-actions/{replyActionId}', tag, role: 'viewer',
  summary: 'One reply action with all that is unanswered, and who has it open',
  params: replyActionId, answer: ReplyActionInFull,
})

const reason = z.string().trim().max(500).default('')
const newestSeenMessageId = Id.optional()
  .describe('The newest message on screen; refused if a newer one has come.')

export const ignoreReply = endpoint({
  method: 'post', path: '/reply-actions/{replyActionId}/ignore', tag, role: 'collector',
  summary: 'No answer is needed: the workflow goes on after the minimum contact delay',
  params: replyActionId, body: z.object({ reason, newestSeenMessageId }), answer: ReplyAction,
})

export const ignoreReplies = endpoint({
  method: 'post', path: '/reply-actions/ignore-many', tag, role: 'collector',
  summary: 'No answer is needed to any of these. All or none: refused when one of them was handled '
    + 'or got a new message meanwhile',
  body: z.object({
    ids: z.array(Id).min(1).max(200),
    expectedCount: z.int().min(1).max(200).describe('How many the person has agreed to ignore.'),
    newestSeen: z.record(Id, Id).default({})
      .describe('By id of the reply action, its newest message on screen.'),
    reason,
  }),
  answer: z.object({ count: z.int() }),
})

export const reopenReplies = endpoint({
  method: 'post', path: '/reply-actions/reopen-many', tag, role: 'collector',
  summary: 'Undo for all: what was handled waits again; all or none',
  body: z.object({ ids: z.array(Id).min(1).max(200) }), answer: z.object({ count: z.int() }),
})

export const pauseReply = endpoint({
  method: 'post', path: '/reply-actions/{replyActionId}/pause', tag, role: 'collector',
  summary: 'Pause the customer until a day, or openly with a reason and a day to review it. It '
    + 'handles the answer, unless it is to come back on that day',
  params: replyActionId,
  body: z.object({
    untilOn: DayText.nullable(), reviewOn: DayText.nullable().default(null), reason,
    bringBack: z.boolean().default(false), newestSeenMessageId,
  }),
  answer: ReplyAction,
})

export const snoozeReply = endpoint({
  method: 'post', path: '/reply-actions/{replyActionId}/snooze', tag, role: 'collector',
  params: replyActionId,
  summary: 'Put it off: it is back in To Do on that day, with the same person. Nothing is reminded '
    + 'until it is handled',
  body: z.object({
    returnsOn: DayText, returnsTime: TimeOfDay.nullable().default(null)
      .describe('On the organization’s clock; null: as the day begins.'),
    newestSeenMessageId,
  }),
  answer: ReplyAction,
})

export const answeredElsewhere = endpoint({
  method: 'post', path: '/reply-actions/{replyActionId}/answered-elsewhere', tag,
  role: 'collector', params: replyActionId,
  summary: 'The customer was answered outside Duebox, by telephone or from another mailbox',
  body: z.object({ reason, newestSeenMessageId }), answer: ReplyAction,
})

export const reopenReply = endpoint({
  method: 'post', path: '/reply-actions/{replyActionId}/reopen', tag, role: 'collector',
  summary: 'Undo an ignore, a pause or an answer given elsewhere', params: replyActionId,
  answer: ReplyAction,
})

export const assignReply = endpoint({
  method: 'post', path: '/reply-actions/{replyActionId}/assign', tag, role: 'collector',
  summary: 'Give it to somebody else. Collectors give away their own; managers those of others',
  params: replyActionId, body: z.object({ userId: z.string().min(1).max(200) }),
  answer: ReplyAction,
})
