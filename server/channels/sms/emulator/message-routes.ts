// The Messages part of the API: create, fetch, list, redact, cancel, delete, feedback, media.
import type { Account } from './accounts.ts'
import { json, type Answer } from './answer.ts'
import { createMessage } from './create-message.ts'
import { move } from './life-cycle.ts'
import { listMessages } from './list-messages.ts'
import { messageResource, rfc2822 } from './message-resource.ts'
import { Refusal } from './refusal.ts'
import { given, validateCreate } from './validate-create.ts'
import { findMessage, type StoredMessage, type World } from './world.ts'

const FINAL: ReadonlySet<string> =
  new Set(['delivered', 'undelivered', 'failed', 'canceled', 'read', 'received', 'sent'])
const NOTHING: Answer = { status: 204, headers: {}, body: '' }

export interface Request {
  method: string
  /** What follows `/Accounts/AC…`, without `.json`, such as `Messages/SM…`. */
  parts: string[]
  isJson: boolean
  query: URLSearchParams
  form: URLSearchParams
  path: string
}

/** Null: not a path of messages. */
export function answerMessages(world: World, account: Account, request: Request): Answer | null {
  const [head, sid, sub, subSid] = request.parts
  if (head !== 'Messages') return null
  if (sid === undefined) {
    if (request.method === 'GET') return listMessages(world, account, request)
    if (request.method !== 'POST') throw new Refusal(20004)
    const wanted = validateCreate(world, account, request.form)
    return json(messageResource(createMessage(world, account, wanted)), 201)
  }
  const message = findMessage(world, account, sid)
  if (message === undefined) {
    throw new Refusal(20404, `The requested resource ${request.path} was not found`)
  }
  if (sub === 'Media') return answerMedia(message, request, subSid)
  if (sub === 'Feedback' && request.method === 'POST') {
    return answerFeedback(world, message, request)
  }
  if (sub !== undefined) throw new Refusal(20404)
  switch (request.method) {
    case 'GET': return json(messageResource(message))
    case 'POST': return updateMessage(world, account, message, request.form)
    case 'DELETE': return deleteMessage(message)
    default: throw new Refusal(20004)
  }
}

function updateMessage(
  world: World, account: Account, message: StoredMessage, form: URLSearchParams,
): Answer {
  const [body, status] = [form.get('Body'), form.get('Status')]
  if (body === null && status === null) throw new Refusal(20001, 'Nothing to change')
  if (status !== null) {
    if (status !== 'canceled') throw new Refusal(20001, 'Status can only become canceled')
    if (message.status !== 'scheduled') throw new Refusal(30409)
    move(world, account, message, 'canceled')
  }
  if (body !== null) {
    if (body !== '') throw new Refusal(20001, 'A body can only be emptied')
    if (!FINAL.has(message.status)) throw new Refusal(20009)
    message.body = ''
    message.updatedMs = world.clock.nowMs()
  }
  return json(messageResource(message))
}

function deleteMessage(message: StoredMessage): Answer {
  if (!FINAL.has(message.status)) throw new Refusal(20009)
  message.isDeleted = true
  return NOTHING
}

function answerFeedback(world: World, message: StoredMessage, request: Request): Answer {
  const outcome = given(request.form, 'Outcome') ?? 'confirmed'
  if (outcome !== 'confirmed' && outcome !== 'unconfirmed') {
    throw new Refusal(20001, 'Outcome is confirmed or unconfirmed')
  }
  message.feedback = outcome
  const at = rfc2822(world.clock.nowMs())
  return json({ account_sid: message.accountSid, message_sid: message.sid, outcome,
    date_created: at, date_updated: at,
    uri: `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}/Feedback.json` }, 201)
}

function answerMedia(message: StoredMessage, request: Request, sid: string | undefined): Answer {
  const base = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}/Media`
  const resource = (one: StoredMessage['media'][number]) => ({
    sid: one.sid, account_sid: message.accountSid, parent_sid: message.sid,
    content_type: one.contentType, date_created: rfc2822(one.createdMs),
    date_updated: rfc2822(one.createdMs), uri: `${base}/${one.sid}.json`,
  })
  if (sid === undefined) {
    return json({
      media_list: message.media.map(resource), page: 0, page_size: 50, start: 0,
      end: Math.max(0, message.media.length - 1), uri: `${base}.json?PageSize=50&Page=0`,
      first_page_uri: `${base}.json?PageSize=50&Page=0`, next_page_uri: null,
      previous_page_uri: null,
    })
  }
  const media = message.media.find((one) => one.sid === sid)
  if (media === undefined) throw new Refusal(20404)
  if (request.method === 'DELETE') {
    message.media = message.media.filter((one) => one !== media)
    return NOTHING
  }
  if (request.isJson) return json(resource(media))
  return { status: 200, headers: { 'Content-Type': media.contentType }, body: media.content }
}
