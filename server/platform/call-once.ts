// A call with an Idempotency-Key is done once: the same call again gets the same answer.
import { createHash } from 'node:crypto'
import type { Endpoint } from '#contract/endpoint.ts'
import { conflict, invalid, Problem } from './errors.ts'
import { inOrganization, type Org } from './in-organization.ts'
import type { Installation } from './installation.ts'
import { deleteOldAnswers, findAnswer, keepAnswer, lockKey, releaseKey, type KeptAnswer } from
  './kept-answer-store.ts'

interface KeyedCall { key: string; hash: string }

/** Null for a call without a key, and for one that only reads. */
function keyedCall(endpoint: Endpoint, given: { request: Request; body: unknown }):
  KeyedCall | null {
  const key = given.request.headers.get('idempotency-key')
  if (key === null || endpoint.method === 'get') return null
  if (key === '' || key.length > 200) {
    throw invalid('An Idempotency-Key has 1 to 200 characters; a UUID is a good one.')
  }
  // Its bytes are read while it is done, so nobody could tell beforehand that they are the same.
  if (endpoint.bodyType) {
    throw invalid('A call that sends a file takes no Idempotency-Key. Leave it out.')
  }
  const { pathname, search } = new URL(given.request.url)
  const call = JSON.stringify([endpoint.method, pathname, search, given.body ?? null])
  return { key, hash: createHash('sha256').update(call).digest('base64url') }
}

/**
 * Deed and answer in one transaction: both are there or neither is. A deed that was refused has
 * changed nothing, so its key is free again.
 */
export async function onceInTransaction(
  org: Org, endpoint: Endpoint, given: { request: Request; body: unknown },
  work: () => Promise<unknown>,
): Promise<unknown> {
  const call = keyedCall(endpoint, given)
  if (call === null) return work()
  if (!await lockKey(org, call.key)) throw stillRunning()
  const kept = await findAnswer(org, call.key)
  if (kept) return repeated(kept, call)
  const answer = await work()
  // A download is not worth keeping: whoever wants it again reads it again.
  if (!(answer instanceof Response)) {
    await keepAnswer(org, call.key, written(endpoint, call, answer))
  }
  return answer
}

/** For deeds of several transactions: one that was cut off is in doubt and is not done again. */
export async function onceOutside(
  installation: Installation, endpoint: Endpoint,
  given: { request: Request; body: unknown; caller: { orgId: string | null; actor: string } },
  work: () => Promise<unknown>,
): Promise<unknown> {
  const call = keyedCall(endpoint, given)
  const { orgId, actor } = given.caller
  if (call === null || orgId === null) return work()
  const within = <T>(step: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, actor, step)
  const kept = await within(async (org) => {
    if (!await lockKey(org, call.key)) throw stillRunning()
    const found = await findAnswer(org, call.key)
    if (!found) {
      await keepAnswer(org, call.key, { call_hash: call.hash, status: null, answer: null })
    }
    return found
  })
  if (kept) return repeated(kept, call)
  try {
    const answer = await work()
    await within((org) => (answer instanceof Response ? releaseKey(org, call.key)
      : keepAnswer(org, call.key, written(endpoint, call, answer))))
    return answer
  } catch (error) {
    if (error instanceof Problem && error.status < 500) {
      await within((org) => releaseKey(org, call.key))
    }
    throw error
  }
}

const written = (endpoint: Endpoint, call: KeyedCall, answer: unknown): KeptAnswer => ({
  call_hash: call.hash,
  ...(answer === undefined || endpoint.status === 204 ? { status: 204, answer: null }
    : { status: endpoint.status, answer: JSON.stringify(answer) }),
})

function repeated(kept: KeptAnswer, call: KeyedCall): Response {
  if (kept.call_hash !== call.hash) {
    throw new Problem(422, 'key_reused', 'This Idempotency-Key was sent with another call. Take a '
      + 'new key for a new call.')
  }
  if (kept.status === null) throw stillRunning()
  return new Response(kept.answer, {
    status: kept.status,
    headers: {
      'idempotent-replayed': 'true', 'cache-control': 'no-store',
      ...(kept.answer === null ? {} : { 'content-type': 'application/json' }),
    },
  })
}

const stillRunning = () => conflict('A call with this Idempotency-Key is running, or was cut off '
  + 'and may have done its work. Look whether it did before you send it under a new key.')

/** Each night; a key that is older than seven days may be sent anew. */
export const forgetAnswers = (org: Org): Promise<void> => deleteOldAnswers(org)
