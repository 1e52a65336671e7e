// Tries an account or a stand-in: create, fetch, list, plan and withdraw, each told in plain words.
import { newId } from '../../platform/ids.ts'
import type { Outgoing } from '../channel.ts'
import { askTwilio, type Answered } from './ask-twilio.ts'
import { isRealTwilio } from './base-url.ts'
import { withdrawMessage } from './change-message.ts'
import { fetchMessage } from './fetch-message.ts'
import { openTwilio } from './open-twilio.ts'
import type { TwilioAccount } from './sms-account.ts'

export interface TestWish {
  account: TwilioAccount
  to: string
  body: string
  /** Null: by the account's messaging service. */
  from: string | null
  now: Date
}

export interface TestStep {
  name: 'create' | 'fetch' | 'list' | 'plan' | 'withdraw'
  outcome: 'worked' | 'failed' | 'left out'
  said: string
}

const PAGE = 20
const PLANNED_IN_MS = 20 * 60_000
const VALIDITY_SECONDS = 14_400

/** Every request is made once. */
export async function sendTest(wish: TestWish): Promise<TestStep[]> {
  const { account } = wish
  const receipt = await openTwilio(account).send(outgoingOf(wish))
  const sid = receipt.kind === 'accepted' ? receipt.providerId : null
  if (receipt.kind !== 'accepted' || sid === null) {
    const said = receipt.kind === 'accepted' ? 'It was accepted without a name.'
      : receipt.kind === 'refused' ? receipt.why
        : `${receipt.why} It may have gone out; look before you try again.`
    return [{ name: 'create', outcome: 'failed', said }]
  }
  return [
    { name: 'create', outcome: 'worked', said: `Accepted as ${sid}, ${receipt.status}.` },
    stepOf('fetch', await fetchMessage(account, sid), (seen) =>
      `Its status is ${seen.word || 'not told'}.`),
    await list(wish, sid),
    ...await planAndWithdraw(wish),
  ]
}

function outgoingOf({ account, to, body, from }: TestWish): Outgoing {
  const attemptId = newId()
  const service = account.messagingServiceSid
  return {
    attemptId, channel: 'sms', from: { name: '', address: from ?? '' }, to: [to], cc: [], bcc: [],
    replyTo: null, subject: '', text: body, html: null, messageRef: attemptId, inReplyTo: null,
    references: [], isAutomatic: false,
    sms: {
      sender: from === null ? { kind: 'messaging_service', address: service ?? '' }
        : { kind: 'local', address: from },
      statusUrl: null, validitySeconds: VALIDITY_SECONDS, contentSid: null,
    },
  }
}

async function list({ account, to, now }: TestWish, sid: string): Promise<TestStep> {
  const dayBefore = new Date(now.getTime() - 24 * 3600_000)
  return stepOf('list', await askTwilio(account, (client) =>
    client.messages.list({ to, dateSentAfter: dayBefore, pageSize: PAGE, limit: PAGE })),
  (seen) => {
    const isThere = seen.some((one) => one.sid === sid)
    return `${seen.length} to this number since yesterday, this one ${
      isThere ? 'among them' : 'not among them yet: its sending has no day'}.`
  })
}

async function planAndWithdraw({ account, to, body, now }: TestWish): Promise<TestStep[]> {
  const service = account.messagingServiceSid
  if (service === null) {
    return [{
      name: 'plan', outcome: 'left out',
      said: 'Only a messaging service can plan; name one with --messaging-service.',
    }]
  }
  const planned = await askTwilio(account, (client) => client.messages.create({
    to, body, messagingServiceSid: service, scheduleType: 'fixed',
    sendAt: new Date(now.getTime() + PLANNED_IN_MS), smartEncoded: true,
  }))
  const step = stepOf('plan', planned, (made) =>
    `Planned in 20 minutes as ${made.sid}, ${made.status}.`)
  if (planned.kind !== 'told') return [step]
  const withdrawn = stepOf('withdraw', await withdrawMessage(account, planned.value.sid), (seen) =>
    `Its status is ${seen.word}.`)
  const warning = withdrawn.outcome === 'worked' ? '' : ' It leaves in 20 minutes.'
  return [step, { ...withdrawn, said: withdrawn.said + warning }]
}

function stepOf<T>(
  name: TestStep['name'], answered: Answered<T>, say: (value: T) => string,
): TestStep {
  switch (answered.kind) {
    case 'told': return { name, outcome: 'worked', said: say(answered.value) }
    case 'gone': return { name, outcome: 'failed', said: 'The provider knows no such message.' }
    case 'refused': return { name, outcome: 'failed', said: answered.why }
    case 'unclear': return { name, outcome: 'failed', said: answered.why }
  }
}

/** A stand-in needs names that look right; nobody's account is meant by these. */
export const MADE_UP = {
  accountSid: `AC${'d'.repeat(32)}`, authToken: 'e'.repeat(32),
  messagingServiceSid: `MG${'f'.repeat(32)}`, from: '+15005550006',
} as const

/** Whether names may be made up: never for Twilio itself. */
export const mayMakeUp = (baseUrl: string): boolean => !isRealTwilio(baseUrl)
