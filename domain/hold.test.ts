// The gate: each hold at both sides of its edge, their order, and a second model of all of them.
import { describe, expect, test } from 'vitest'
import { delayEndsOn, allHolds, hold, HOLD_CODES, HOLD_TEXTS, type HoldCode, type HoldFacts } from
  './hold.ts'
import type { Channel, Mode } from './workflow.ts'

const TODAY = '2027-03-10'
const FREE: HoldFacts = {
  channel: 'email', mode: 'automatic', isAutomationOn: true, isWorkflowPublished: true,
  replyPending: 'none', customerPausedUntil: null, invoicePausedUntil: null, isAllDisputed: false,
  isAllPromised: false, isAllPending: false, recipient: 'ann@example.com', suppression: 'none',
  hasConsent: true,
  delayEndsOn: null, today: TODAY, isBusinessDay: true, isQuietHour: false,
  amounts: [{ currency: 'EUR', collectibleMinor: 10_000, thresholdMinor: 0, unappliedMinor: 0 }],
  openMinor: 10_000, ledgerChangedAt: '2027-03-10T05:00:00.000Z',
  staleSince: '2027-03-08T20:00:00.000Z', isBudgetSpent: false, isSenderReady: true,
  hasLocalSender: true, templateProblem: null, isProviderDown: false, hasUnclearSend: false,
  legalStopReason: null, isWorkflowOver: false,
}
const amount = (change: Partial<HoldFacts['amounts'][number]>) => ({
  amounts: [{
    currency: 'EUR', collectibleMinor: 10_000, thresholdMinor: 0, unappliedMinor: 0, ...change,
  }],
})

/** Facts that hold, and the nearest ones that do not. */
const EDGES: [HoldCode, string, Partial<HoldFacts>, Partial<HoldFacts>][] = [
  ['automation_off', 'the machine stops, a person does not',
    { isAutomationOn: false }, { isAutomationOn: false, mode: 'manual' }],
  ['workflow_draft', 'a draft sends nothing, whoever asks',
    { isWorkflowPublished: false, mode: 'manual' }, { mode: 'manual' }],
  ['reply_pending', 'an answer on this run stops people too',
    { replyPending: 'this_run', mode: 'manual' }, { replyPending: 'other_run', mode: 'manual' }],
  ['reply_pending', 'an answer on another run stops the machine',
    { replyPending: 'other_run' }, { replyPending: 'none' }],
  ['customer_paused', 'the last day of a pause is free again',
    { customerPausedUntil: '2027-03-11' }, { customerPausedUntil: TODAY }],
  ['customer_paused', 'a pause without an end',
    { customerPausedUntil: 'open' }, { customerPausedUntil: null }],
  ['invoice_paused', 'the last day of a pause is free again',
    { invoicePausedUntil: '2027-03-11' }, { invoicePausedUntil: TODAY }],
  ['disputed', 'everything is contested', { isAllDisputed: true }, { isAllDisputed: false }],
  ['promise_active', 'everything is promised', { isAllPromised: true }, { isAllPromised: false }],
  ['opted_out', 'no writing; a call is another channel',
    { suppression: 'opted_out' }, { suppression: 'opted_out', channel: 'call', mode: 'manual' }],
  ['no_consent', 'SMS needs a consent, e-mail does not',
    { channel: 'sms', hasConsent: false }, { channel: 'email', hasConsent: false }],
  ['missing_email', 'nobody has an address', { recipient: null }, { recipient: 'a@b.example' }],
  ['missing_phone', 'nobody has a number',
    { channel: 'sms', recipient: null }, { channel: 'sms', recipient: '+33612345678' }],
  ['address_bounced', 'mail came back', { suppression: 'bounced' }, { suppression: 'none' }],
  ['min_contact_delay', 'the day on which the delay ends is free',
    { delayEndsOn: '2027-03-11' }, { delayEndsOn: TODAY }],
  ['min_contact_delay', 'a person may write within it',
    { delayEndsOn: '2027-03-11' }, { delayEndsOn: '2027-03-11', mode: 'manual' }],
  ['quiet_hours', 'outside the recipient’s hours', { isQuietHour: true }, { isQuietHour: false }],
  ['non_business_day', 'a person may work on Sunday',
    { isBusinessDay: false }, { isBusinessDay: false, mode: 'manual' }],
  ['below_threshold', 'the threshold itself is worth a reminder',
    amount({ collectibleMinor: 499, thresholdMinor: 500 }),
    amount({ collectibleMinor: 500, thresholdMinor: 500 })],
  ['paid', 'nothing is open', { openMinor: 0 }, { openMinor: 1 }],
  ['covered_by_credit', 'as much cash as is asked for',
    amount({ unappliedMinor: 10_000 }), amount({ unappliedMinor: 9_999 })],
  ['covered_by_credit', 'everything is on its way', { isAllPending: true, mode: 'manual' },
    { isAllPending: false, mode: 'manual' }],
  ['data_stale', 'the ledger changed a moment too early',
    { ledgerChangedAt: '2027-03-08T19:59:59.999Z' },
    { ledgerChangedAt: '2027-03-08T20:00:00.000Z' }],
  ['data_stale', 'a ledger that never changed; off without a limit',
    { ledgerChangedAt: null }, { ledgerChangedAt: null, staleSince: null }],
  ['send_budget', 'the day’s limit', { isBudgetSpent: true },
    { isBudgetSpent: true, mode: 'manual' }],
  ['sender_unverified', 'nobody chose a sender', { isSenderReady: false },
    { isSenderReady: false, channel: 'task', mode: 'manual' }],
  ['no_local_sender', 'SMS never leaves from a foreign number',
    { channel: 'sms', hasLocalSender: false }, { channel: 'email', hasLocalSender: false }],
  ['template_incomplete', 'a gap in the text', { templateProblem: 'no name' },
    { templateProblem: 'no name', channel: 'task', mode: 'manual' }],
  ['provider_down', 'the machine waits, a person may try',
    { isProviderDown: true }, { isProviderDown: true, mode: 'manual' }],
  ['needs_check', 'an earlier send is in doubt', { hasUnclearSend: true },
    { hasUnclearSend: false }],
  ['legal_stop', 'no contact at all, on any channel',
    { legalStopReason: 'insolvent', channel: 'call', mode: 'manual' },
    { legalStopReason: null, channel: 'call', mode: 'manual' }],
  ['end_of_workflow', 'all steps are done', { isWorkflowOver: true }, { isWorkflowOver: false }],
]

describe('each hold at its edge', () => {
  test('without a reason nothing holds', () => expect(hold(FREE)).toBeNull())
  test.each(EDGES)('%s: %s', (code, _, held, free) => {
    expect(hold({ ...FREE, ...held })).toBe(code)
    expect(allHolds({ ...FREE, ...free })).not.toContain(code)
  })
  test('every code of the list has an edge here', () => {
    expect([...new Set(EDGES.map(([code]) => code))].toSorted()).toEqual([...HOLD_CODES].toSorted())
  })
  test('every code says what it is and how it is mended', () => {
    for (const code of HOLD_CODES) {
      expect(HOLD_TEXTS[code].text).toMatch(/\.$/)
      expect(HOLD_TEXTS[code].fix).toMatch(/\.$/)
    }
  })
})

describe('the amounts of several currencies', () => {
  const two = (eur: object, usd: object) => ({
    amounts: [
      { currency: 'EUR', collectibleMinor: 10_000, thresholdMinor: 500, unappliedMinor: 0, ...eur },
      { currency: 'USD', collectibleMinor: 10_000, thresholdMinor: 500, unappliedMinor: 0, ...usd },
    ],
  })
  test.each<[string, Partial<HoldFacts>, HoldCode | null]>([
    ['one above its threshold is enough to ask', two({ collectibleMinor: 1 }, {}), null],
    ['all below theirs', two({ collectibleMinor: 1 }, { collectibleMinor: 499 }),
      'below_threshold'],
    ['cash in one currency covers nothing in the other', two({ unappliedMinor: 99_999 }, {}), null],
    ['cash covers both', two({ unappliedMinor: 10_000 }, { unappliedMinor: 10_000 }),
      'covered_by_credit'],
    ['a currency with nothing to ask for does not count',
      two({ collectibleMinor: 0, unappliedMinor: 0 }, { unappliedMinor: 10_000 }),
      'covered_by_credit'],
  ])('%s', (_, change, code) => expect(hold({ ...FREE, ...change })).toBe(code))
})

describe('the end of a delay', () => {
  test.each([
    [null, null, 5, null],
    ['2027-03-01', null, 5, '2027-03-06'],
    ['2027-03-01', null, 0, '2027-03-01'],
    [null, '2027-03-01', 5, '2027-03-02'],
    ['2027-03-01', '2027-03-01', 0, '2027-03-02'],
    ['2027-03-01', '2027-03-09', 5, '2027-03-10'],
  ])('last contact %s, last automatic %s, delay %i: %s', (lastContactOn, lastAutomaticOn,
    mcdDays, end) => {
    expect(delayEndsOn({ lastContactOn, lastAutomaticOn, mcdDays })).toBe(end)
  })
})

/** SPEC §4 read once more, as a list of sentences: the first that applies is the answer. */
function modelHold(f: HoldFacts): HoldCode | null {
  const byMachine = f.mode === 'automatic'
  const isTexted = f.channel === 'sms'
  const isWriting = ['email', 'sms', 'letter'].includes(f.channel)
  const pauseRuns = (until: string | null) => until === 'open' || (until !== null && until > f.today)
  const asked = f.amounts.filter((one) => one.collectibleMinor > 0)
  const no: [boolean, HoldCode][] = [
    [byMachine && !f.isAutomationOn, 'automation_off'],
    [!f.isWorkflowPublished, 'workflow_draft'],
    [f.replyPending === 'this_run', 'reply_pending'],
    [f.replyPending === 'other_run' && byMachine, 'reply_pending'],
    [pauseRuns(f.customerPausedUntil), 'customer_paused'],
    [pauseRuns(f.invoicePausedUntil), 'invoice_paused'],
    [f.isAllDisputed, 'disputed'],
    [f.isAllPromised, 'promise_active'],
    [isWriting && f.suppression === 'opted_out', 'opted_out'],
    [isTexted && !f.hasConsent, 'no_consent'],
    [f.recipient === null && f.channel === 'email', 'missing_email'],
    [f.recipient === null && isTexted, 'missing_phone'],
    [isWriting && f.suppression === 'bounced', 'address_bounced'],
    [byMachine && (f.delayEndsOn ?? '') > f.today, 'min_contact_delay'],
    [byMachine && f.isQuietHour, 'quiet_hours'],
    [byMachine && !f.isBusinessDay, 'non_business_day'],
    [asked.length > 0 && !asked.some((one) => one.collectibleMinor >= one.thresholdMinor),
      'below_threshold'],
    [f.openMinor < 1, 'paid'],
    [f.isAllPending, 'covered_by_credit'],
    [asked.length > 0 && !asked.some((one) => one.collectibleMinor > one.unappliedMinor),
      'covered_by_credit'],
    [byMachine && f.staleSince !== null && (f.ledgerChangedAt ?? '') < f.staleSince, 'data_stale'],
    [byMachine && f.isBudgetSpent, 'send_budget'],
    [isWriting && !f.isSenderReady, 'sender_unverified'],
    [isTexted && !f.hasLocalSender, 'no_local_sender'],
    [isWriting && f.templateProblem !== null, 'template_incomplete'],
    [byMachine && f.isProviderDown, 'provider_down'],
    [f.hasUnclearSend, 'needs_check'],
    [f.legalStopReason !== null, 'legal_stop'],
    [f.isWorkflowOver, 'end_of_workflow'],
  ]
  return no.find(([applies]) => applies)?.[1] ?? null
}

test('on 100,000 random facts hold() says what the second model says', () => {
  let state = 7
  const below = (count: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * count)
  }
  const pick = <T>(...list: [T, ...T[]]): T => list[below(list.length)] ?? list[0]
  const rarely = () => below(25) === 0
  const around = () => pick<string | null>(null, null, null, null, '2027-03-09', TODAY, '2027-03-11')
  const met = new Map<HoldCode | null, number>()
  for (let i = 0; i < 100_000; i++) {
    const facts: HoldFacts = {
      ...FREE,
      channel: pick<Channel>('email', 'sms', 'call', 'letter', 'task'),
      mode: pick<Mode>('automatic', 'manual'), isAutomationOn: !rarely(),
      isWorkflowPublished: !rarely(), replyPending: rarely() ? pick('this_run', 'other_run') : 'none',
      customerPausedUntil: rarely() ? pick('open', '2027-03-11') : around() === TODAY ? TODAY : null,
      invoicePausedUntil: rarely() ? pick('open', '2027-03-11', TODAY) : null,
      isAllDisputed: rarely(), isAllPromised: rarely(), isAllPending: rarely(),
      recipient: rarely() ? null : 'x', suppression: rarely() ? pick('opted_out', 'bounced') : 'none',
      hasConsent: !rarely(), delayEndsOn: around(), isBusinessDay: !rarely(), isQuietHour: rarely(),
      amounts: Array.from({ length: below(3) }, (_, place) => ({
        currency: `C${place}`, collectibleMinor: below(4), thresholdMinor: below(3),
        unappliedMinor: below(3),
      })),
      openMinor: rarely() ? 0 : below(3) + 1,
      ledgerChangedAt: pick('2027-03-10T05:00:00.000Z', FREE.staleSince,
        rarely() ? '2027-03-01T00:00:00.000Z' : FREE.staleSince),
      isBudgetSpent: rarely(), isSenderReady: !rarely(), hasLocalSender: !rarely(),
      templateProblem: rarely() ? 'a gap' : null, isProviderDown: rarely(),
      hasUnclearSend: rarely(), legalStopReason: rarely() ? 'stop' : null,
      isWorkflowOver: rarely(),
    }
    const said = hold(facts)
    if (said !== modelHold(facts)) expect({ facts, said }).toEqual({ facts, said: modelHold(facts) })
    met.set(said, (met.get(said) ?? 0) + 1)
  }
  for (const code of [...HOLD_CODES, null]) expect(met.get(code) ?? 0, `${code}`).toBeGreaterThan(100)
})
