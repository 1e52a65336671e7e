// Set-up, session, the organization and its safety settings.
import { z } from 'zod'
import { OwnDay } from './calendar.ts'
import {
  AmountMinor, CountryCode, CurrencyCode, DayText, endpoint, Id, InstantText, LocaleCode, ROLES,
} from './endpoint.ts'
import { PAGE_LANGUAGES } from './page-language.ts'

const tag = 'Organization'
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use HH:MM, such as 08:30.')

export const Organization = z.object({
  id: Id,
  name: z.string(),
  country: CountryCode.nullable(),
  currency: CurrencyCode,
  zone: z.string(),
  locale: LocaleCode,
  isSandbox: z.boolean(),
  now: InstantText.describe('The organization’s clock; a sandbox has its own.'),
  today: z.string(),
  sendTime: TimeOfDay,
  weekend: z.array(z.int().min(1).max(7)),
  observesHolidays: z.boolean(),
  holidayRegion: z.string().nullable(),
  ownDays: z.record(DayText, OwnDay),
  emailClock: z.enum(['organization', 'recipient']),
  restsWithRecipient: z.boolean(),
  holdOnReply: z.boolean(),
  replyHoldScope: z.enum(['customer', 'invoice']),
  escalateAfterDays: z.int(),
  isAutomationOn: z.boolean(),
  automationOnSince: InstantText.nullable(),
  staleAfterHours: z.int().nullable(),
  dailyCap: z.int().nullable().describe('Null: by the usual day.'),
  pendingDays: z.int().describe('So long after its day announced money holds its invoices.'),
  writeOffLimits: z.record(CurrencyCode, AmountMinor)
    .describe('Up to so much, per currency, a rest may be written off with one click.'),
  promiseGraceDays: z.int().describe('Days after a promised one in which money still counts.'),
  promiseTolerancePercent: z.int().describe('Of a promise, what may be missing.'),
  postalAddress: z.string().describe('The sender’s block of letters, line by line.'),
  isCopy: z.boolean().describe('A restored or copied database: automatic sending is off until '
    + 'an admin confirms that this is the only copy that sends.'),
  intakeAddress: z.string().describe('Mail sent or forwarded here enters the collection inbox.'),
  revision: z.int().describe('Rises with each change of the settings.'),
}).meta({ id: 'Organization' })

const Keys = z.string().max(30).regex(/^(\S+( \S)?)?$/, 'Use keys such as r, g t or mod+k.')

export const OwnKeys = z.object({
  hasSingleKeys: z.boolean().describe('False: letters and signs alone do nothing (WCAG 2.1.4).'),
  own: z.record(z.string().max(40), Keys)
    .refine((own) => Object.keys(own).length <= 200, 'That is more than there are shortcuts.')
    .describe('By the name of a shortcut in docs/keys.md its own keys; empty: none.'),
}).meta({ id: 'OwnKeys' })

export const Me = z.object({
  userId: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES),
  undoSeconds: z.int(), keys: OwnKeys,
  language: z.enum(PAGE_LANGUAGES).nullable().describe('Null: as the browser says.'),
  awayUntil: DayText.nullable(), deputyId: z.string().nullable(),
  signature: z.string().describe('Stands below the messages this person writes.'),
  organization: Organization,
  organizations: z.array(z.object({ id: Id, name: z.string(), isSandbox: z.boolean() })),
}).meta({ id: 'Me' })

const NewOrganization = z.object({
  name: z.string().trim().min(1).max(200),
  country: CountryCode.nullable().default(null),
  currency: CurrencyCode,
  zone: z.string(),
  locale: LocaleCode.default('en'),
})

export const getSetup = endpoint({
  method: 'get', path: '/setup', summary: 'Whether this installation still needs its owner', tag,
  role: 'anyone', query: z.object({ token: z.string().optional() }),
  answer: z.object({ isNeeded: z.boolean(), isTokenValid: z.boolean() }),
})

export const setUp = endpoint({
  method: 'post', path: '/setup', tag, role: 'anyone', status: 201,
  summary: 'Create the owner account and the first organization with the one-time set-up link',
  body: z.object({
    token: z.string(),
    name: z.string().trim().min(1).max(100),
    email: z.email().max(254),
    password: z.string().min(12, 'Use at least 12 characters.').max(128),
    organization: NewOrganization,
  }),
  answer: z.object({ organizationId: Id }),
})

export const signIn = endpoint({
  method: 'post', path: '/session', summary: 'Sign in with e-mail and password', tag,
  role: 'anyone', status: 201,
  body: z.object({ email: z.string().max(254), password: z.string().max(128) }),
  answer: z.object({ userId: z.string() }),
})

export const signOut = endpoint({
  method: 'delete', path: '/session', summary: 'Sign out', tag, role: 'anyone',
})

export const getMe = endpoint({
  method: 'get', path: '/me', summary: 'Who is signed in, and the organization they work in', tag,
  role: 'viewer', answer: Me,
})

export const switchOrganization = endpoint({
  method: 'put', path: '/me/organization', summary: 'Work in another organization', tag,
  role: 'signed_in', body: z.object({ organizationId: Id }),
})

export const createSampleOrganization = endpoint({
  method: 'post', path: '/organizations/sample', tag, role: 'signed_in', status: 201,
  summary: 'Make a sandbox organization with sample data; nothing in it leaves this machine',
  answer: z.object({ organizationId: Id }),
})

export const removeSampleOrganization = endpoint({
  method: 'delete', path: '/organizations/sample', tag, role: 'owner',
  summary: 'Remove the sandbox organization that is being worked in, with all its data',
})

export const getOrganization = endpoint({
  method: 'get', path: '/organization', summary: 'The organization', tag, role: 'viewer',
  answer: Organization,
})

export const OrganizationChange = z.object({
  name: z.string().trim().min(1).max(200),
  country: CountryCode.nullable(),
  currency: CurrencyCode,
  zone: z.string(),
  locale: LocaleCode,
  sendTime: TimeOfDay,
  weekend: z.array(z.int().min(1).max(7)).max(6),
  observesHolidays: z.boolean(),
  holidayRegion: z.string().max(20).nullable()
    .describe('A part of the country with holidays of its own; see /calendar.'),
  ownDays: z.record(DayText, OwnDay).describe('Days of the organization’s own, as a whole.'),
  emailClock: z.enum(['organization', 'recipient'])
    .describe('Whose wall clock the send time of e-mail is on.'),
  restsWithRecipient: z.boolean()
    .describe('SMS rest on the free days of the country of the number too.'),
  holdOnReply: z.boolean(),
  replyHoldScope: z.enum(['customer', 'invoice']),
  escalateAfterDays: z.int().min(1).max(60)
    .describe('Business days an answer may wait before the next person in line is told.'),
  staleAfterHours: z.int().min(1).max(8760).nullable(),
  dailyCap: z.int().min(1).nullable(),
  promiseGraceDays: z.int().min(0).max(30),
  promiseTolerancePercent: z.int().min(0).max(20),
  pendingDays: z.int().min(1).max(60),
  writeOffLimits: z.record(CurrencyCode, AmountMinor.min(0)),
  postalAddress: z.string().trim().max(500)
    .describe('The sender’s block of letters: name, street, place, line by line.'),
  seenRevision: z.int().describe('Given, the change is refused (409, code changed_meanwhile) when '
    + 'the settings were changed since that revision was read.'),
}).partial()

export const saveOrganization = endpoint({
  method: 'patch', path: '/organization', summary: 'Change the organization’s settings', tag,
  role: 'admin', body: OrganizationChange, answer: Organization,
})

export const EmailSettings = z.object({
  channel: z.enum(['outbox', 'smtp']),
  fromName: z.string().nullable(),
  fromAddress: z.string().nullable(),
  replyTo: z.string().nullable(),
  smtp: z.object({
    host: z.string(), port: z.int(), isTls: z.boolean(), user: z.string().nullable(),
    hasPassword: z.boolean(),
  }).nullable(),
}).meta({ id: 'EmailSettings' })

export const getEmailSettings = endpoint({
  method: 'get', path: '/settings/email', summary: 'How e-mail leaves', tag, role: 'admin',
  answer: EmailSettings,
})

export const saveEmailSettings = endpoint({
  method: 'put', path: '/settings/email', tag, role: 'admin',
  summary: 'Set the sender, and send by SMTP or into the captured outbox. '
    + 'A sandbox may only name an SMTP server on this machine (a loopback address)',
  body: z.object({
    channel: z.enum(['outbox', 'smtp']),
    fromName: z.string().max(100).nullable().default(null),
    fromAddress: z.email().max(254).nullable().default(null),
    replyTo: z.email().max(254).nullable().default(null),
    smtp: z.object({
      host: z.string().min(1).max(253),
      port: z.int().min(1).max(65535),
      isTls: z.boolean().default(false).describe('TLS from the first byte (port 465).'),
      user: z.string().max(254).nullable().default(null),
      password: z.string().max(500).nullable().default(null)
        .describe('Left null, a stored password is kept.'),
    }).nullable().default(null),
    seenRevision: z.int().optional()
      .describe('As in PATCH /organization: refused when somebody was faster.'),
  }),
  answer: EmailSettings,
})

export const confirmOnlyCopy = endpoint({
  method: 'post', path: '/automation/confirm-copy', tag, role: 'admin',
  summary: 'Say that this restored or copied database is the only copy that sends; automatic '
    + 'sending stays off until it is turned on',
})

export const getClock = endpoint({
  method: 'get', path: '/clock', summary: 'The organization’s clock', tag, role: 'viewer',
  answer: z.object({ now: InstantText, today: z.string(), isMovable: z.boolean() }),
})

export const advanceClock = endpoint({
  method: 'post', path: '/clock/advance', tag, role: 'manager',
  summary: 'Move a sandbox clock forward; everything that falls due on the way happens, and the '
    + 'answer comes when it has',
  body: z.union([
    z.object({ days: z.int().min(1).max(400) }),
    z.object({ to: z.string().describe('A moment, or a day (then its send time).') }),
    z.object({ by: z.enum(['next_event']) }),
  ]),
  answer: z.object({
    now: InstantText, today: z.string(),
    planned: z.int().describe('Actions opened.'),
    sent: z.int().describe('Automatic messages sent.'),
    unclear: z.int().describe('Sends that may or may not have left: see needs_check.'),
  }),
})

export const runPlanner = endpoint({
  method: 'post', path: '/planner/run', tag, role: 'manager',
  summary: 'Plan and send what is due now, without waiting for the next minute',
  answer: z.object({ planned: z.int(), sent: z.int(), unclear: z.int() }),
})

export const ApiKey = z.object({
  id: Id, name: z.string(), role: z.enum(ROLES), createdAt: InstantText,
  lastUsedAt: InstantText.nullable(),
  endsWith: z.string().describe('The last letters of the key; no more of it is kept.'),
}).meta({ id: 'ApiKey' })

export const listApiKeys = endpoint({
  method: 'get', path: '/api-keys', summary: 'API keys of the organization', tag, role: 'admin',
  answer: z.object({ items: z.array(ApiKey) }),
})

export const createApiKey = endpoint({
  method: 'post', path: '/api-keys', summary: 'Make an API key; it is shown once', tag,
  role: 'admin', status: 201,
  body: z.object({ name: z.string().trim().min(1).max(100),
    role: z.enum(ROLES).default('admin') }),
  answer: z.object({ id: Id, key: z.string() }),
})

export const revokeApiKey = endpoint({
  method: 'delete', path: '/api-keys/{apiKeyId}', summary: 'Revoke an API key', tag,
  role: 'admin', params: z.object({ apiKeyId: Id }),
})

export const Member = z.object({
  userId: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES),
  isActive: z.boolean(),
  awayUntil: DayText.nullable().describe('Away through that day; new work goes to the deputy.'),
}).meta({ id: 'Member' })

export const listMembers = endpoint({
  method: 'get', path: '/members', summary: 'People who work here', tag, role: 'viewer',
  answer: z.object({ items: z.array(Member) }),
})

export const saveMember = endpoint({
  method: 'patch', path: '/members/{userId}', tag, role: 'admin',
  summary: 'Change a role, or put somebody out: what they own goes to the next in line at once',
  params: z.object({ userId: z.string().min(1).max(200) }),
  body: z.object({ role: z.enum(ROLES), isActive: z.boolean() }).partial(),
  answer: Member,
})

export const saveProfile = endpoint({
  method: 'patch', path: '/me', summary: 'Change one’s own profile', tag, role: 'viewer',
  body: z.object({
    name: z.string().trim().min(1).max(100), undoSeconds: z.int().min(0).max(30),
    language: z.enum(PAGE_LANGUAGES).nullable()
      .describe('Of the pages, in every organization of this person; null: the browser’s.'),
    awayUntil: DayText.nullable().describe('Away through that day; null ends it.'),
    deputyId: z.string().max(200).nullable(), keys: OwnKeys,
    signature: z.string().max(2000).describe('Stands below the messages this person writes.'),
  }).partial(),
})
