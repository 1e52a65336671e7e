// How SMS leave: the channel, its account, a test to oneself, and the rules that every SMS obeys.
import { z } from 'zod'
import { CurrencyCode, endpoint, InstantText } from './endpoint.ts'

const tag = 'SMS'

export const SMS_CHANNELS = ['outbox', 'installation', 'own'] as const

const AccountSid = z.string().trim().regex(/^AC[0-9a-fA-F]{32}$/,
  'An account SID is AC and 32 letters and digits.')
const ServiceSid = z.string().trim().regex(/^MG[0-9a-fA-F]{32}$/,
  'A messaging service SID is MG and 32 letters and digits.')
const KeySid = z.string().trim().regex(/^SK[0-9a-fA-F]{32}$/,
  'An API key SID is SK and 32 letters and digits.')
const TimeText = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'Use a time such as 09:00.')

export const SmsTest = z.object({
  to: z.string(), channel: z.enum(SMS_CHANNELS), sender: z.string(),
  state: z.enum(['sending', 'sent', 'delivered', 'failed']),
  isCaptured: z.boolean().describe('It stands in the captured outbox and left nothing.'),
  why: z.string().nullable(), sentAt: InstantText,
}).meta({ id: 'SmsTest' })

export const SmsSettings = z.object({
  channel: z.enum(SMS_CHANNELS)
    .describe('outbox: captured here; installation: the account of this installation; own: yours.'),
  isSandbox: z.boolean().describe('A sandbox captures every SMS, whatever is set here.'),
  hasInstallationAccount: z.boolean(),
  account: z.object({
    accountSid: z.string(),
    tokenCount: z.int().describe('Auth tokens that are kept: two during a rotation.'),
    apiKeySid: z.string().nullable(), messagingServiceSid: z.string().nullable(),
    checkedAt: InstantText.nullable(),
    problem: z.string().nullable().describe('What the last check found; null: it works.'),
  }).nullable(),
  webhooks: z.object({
    statusUrl: z.string(), inboundUrl: z.string(),
    problem: z.string().nullable().describe('Why the provider cannot reach them.'),
  }),
  rules: z.object({
    fromTime: z.string(), untilTime: z.string(), segmentCap: z.int(),
    monthBudgetMicros: z.int().nullable().describe('Millionths of the currency’s unit.'),
    currency: CurrencyCode,
    consentRule: z.enum(['recorded', 'given_number']),
    retentionDays: z.int().nullable()
      .describe('Days after which the provider erases a text; null: by its own rule.'),
    creditorKind: z.enum(['creditor', 'agency']),
  }),
  stoppedWhy: z.string().nullable()
    .describe('Why no SMS leaves at all; a check that finds the account well lifts it.'),
  spentThisMonthMicros: z.int(),
  isBudgetEstimated: z.boolean().describe('Some of it is an estimate until the provider bills it.'),
  test: SmsTest.nullable().describe('The newest test.'),
}).meta({ id: 'SmsSettings' })

export const getSmsSettings = endpoint({
  method: 'get', path: '/settings/sms', summary: 'How SMS leave, and under which rules', tag,
  role: 'admin', answer: SmsSettings,
})

export const saveSmsChannel = endpoint({
  method: 'put', path: '/settings/sms/channel', tag, role: 'admin',
  summary: 'Choose the captured outbox, the account of the installation, or one of your own. '
    + 'Secrets are sealed and never answered',
  body: z.object({
    channel: z.enum(SMS_CHANNELS),
    account: z.object({
      accountSid: AccountSid,
      authToken: z.string().trim().min(16).max(200).nullable().default(null)
        .describe('Left null, the kept one stays.'),
      keepsFormerToken: z.boolean().default(false)
        .describe('During a rotation both tokens are believed.'),
      apiKeySid: KeySid.nullable().default(null),
      apiKeySecret: z.string().trim().min(8).max(200).nullable().default(null)
        .describe('Left null, the kept one stays.'),
      messagingServiceSid: ServiceSid.nullable().default(null),
    }).nullable().default(null).describe('Left null, the kept account stays.'),
  }),
  answer: SmsSettings,
})

export const forgetFormerToken = endpoint({
  method: 'post', path: '/settings/sms/account/forget-former-token', tag, role: 'admin',
  summary: 'The rotation is over: only the newest auth token is believed', answer: SmsSettings,
})

export const checkSmsAccount = endpoint({
  method: 'post', path: '/settings/sms/account/check', tag, role: 'admin',
  summary: 'Ask the provider whether the account can be used', answer: SmsSettings,
})

export const saveSmsRules = endpoint({
  method: 'put', path: '/settings/sms/rules', tag, role: 'admin',
  summary: 'Hours at the recipient’s place (08:00 to 20:00, narrower at will), longest text, '
    + 'monthly budget, and when a number may be texted',
  body: SmsSettings.shape.rules.extend({
    fromTime: TimeText, untilTime: TimeText,
    segmentCap: z.int().min(1).max(10),
    monthBudgetMicros: z.int().min(0).nullable(),
    retentionDays: z.int().min(1).max(400).nullable(),
  }).partial(),
  answer: SmsSettings,
})

export const sendSmsTest = endpoint({
  method: 'post', path: '/settings/sms/test', tag, role: 'admin',
  summary: 'Text a number of your own over the channel that is set', answer: SmsSettings,
  body: z.object({ to: z.string().trim().min(3).max(40) }),
})
