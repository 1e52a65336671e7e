// A call that is sent twice under one key is done once, over the whole door of the API.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApi } from './api.ts'
import { newId } from './platform/ids.ts'
import { forgetAnswers } from './platform/call-once.ts'
import { createApiKey } from './team/api-key.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { anOrganization, type SceneOrganization } from './testing/mail-scene.ts'

let installation: FreshInstallation
let api: ReturnType<typeof openApi>
let org: SceneOrganization
let apiKey = ''
beforeAll(async () => {
  installation = await freshInstallation()
  api = openApi(installation, { webDir: '/nowhere', isReady: () => true })
  org = await anOrganization(installation)
  apiKey = await aKey(org)
})
afterAll(() => installation.close())

const aKey = async (of: SceneOrganization) =>
  (await of.do((open) => createApiKey(open, { name: 'test', role: 'owner' }))).key

const send = (path: string, body: unknown, key: string, as = apiKey, method = 'POST') =>
  Promise.resolve(api.request(`/api/v1${path}`, {
    method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      authorization: `Bearer ${as}`, 'content-type': 'application/json', 'idempotency-key': key,
    },
  }))

const newCustomer = (reference: string, key: string, as = apiKey) =>
  send('/customers', { reference, name: `Buyer ${reference}` }, key, as)

const countOf = (reference: string, of = org) => of.do(async ({ tx }) =>
  (await sql<{ count: number }>`select count(*)::int as count from customer
    where reference = ${reference}`.execute(tx)).rows[0]?.count)

describe('the same call under the same key', () => {
  it('is done once and answered the same, and says that it is the old answer', async () => {
    const key = newId()
    const first = await newCustomer('once', key)
    const second = await newCustomer('once', key)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(await second.json()).toEqual(await first.json())
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await countOf('once')).toBe(1)
  })

  it('is done once when many come at the same moment', async () => {
    const key = newId()
    const answers = await Promise.all(Array.from({ length: 8 }, () => newCustomer('race', key)))
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    expect(answers.some(({ status }) => status === 201)).toBe(true)
    expect(await countOf('race')).toBe(1)
  })

  it('is tried again when it was refused, for nothing was changed', async () => {
    const key = newId()
    expect((await newCustomer('', key)).status).toBe(400)
    expect((await newCustomer('mended', newId())).status).toBe(201)
    // The same reference again is refused while it is taken, and done once it is free.
    expect((await newCustomer('mended', key)).status).toBe(409)
    await org.do(({ tx }) => sql`update customer set reference = 'gone'
      where reference = 'mended'`.execute(tx))
    expect((await newCustomer('mended', key)).status).toBe(201)
  })

  it('repeats an answer without content', async () => {
    const key = newId()
    const spare = await org.do((open) => createApiKey(open, { name: 'spare', role: 'viewer' }))
    const revoke = () => send(`/api-keys/${spare.id}`, undefined, key, apiKey, 'DELETE')
    const [first, second] = [await revoke(), await revoke()]
    // Without the key the second one would be told that there is nothing to revoke.
    expect([first.status, second.status]).toEqual([204, 204])
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.text()).toBe('')
  })
})

describe('another call under the same key', () => {
  it('is refused when the body differs, or the address', async () => {
    const key = newId()
    await newCustomer('first', key)
    const other = await newCustomer('second', key)
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'key_reused' })
    expect((await send('/automation/confirm-copy', {}, key)).status).toBe(422)
    expect(await countOf('second')).toBe(0)
  })

  it('is its own call when another API key or organization sends it', async () => {
    const key = newId()
    const [sister, elsewhere] = [await aKey(org), await anOrganization(installation)]
    await newCustomer('ours', key)
    expect((await newCustomer('sisters', key, sister)).status).toBe(201)
    expect((await newCustomer('ours', key, await aKey(elsewhere))).status).toBe(201)
    expect(await countOf('ours', elsewhere)).toBe(1)
  })
})

describe('a deed of several transactions', () => {
  // Moving a sandbox clock is one: this organization is none, so it is refused and changes nothing.
  const advance = (key: string) => send('/clock/advance', { days: 1 }, key)

  it('leaves its key free when it was refused', async () => {
    const key = newId()
    const [first, second] = [await advance(key), await advance(key)]
    expect(second.status).toBe(first.status)
    expect(second.headers.get('idempotent-replayed')).toBeNull()
  })

  it('is in doubt when it was cut off, and is not done again', async () => {
    const key = newId()
    const runner = await send('/planner/run', {}, key)
    expect(runner.status).toBe(200)
    await org.do(({ tx }) => sql`update kept_answer set status = null, answer = null
      where key = ${key}`.execute(tx))
    const again = await send('/planner/run', {}, key)
    expect(again.status).toBe(409)
  })
})

describe('the key itself', () => {
  it('has 1 to 200 characters, and none is taken with a file', async () => {
    expect((await newCustomer('long', 'k'.repeat(201))).status).toBe(400)
    const file = await Promise.resolve(api.request('/api/v1/imports/customers', {
      method: 'POST', body: 'reference,name\nf,F\n', headers: {
        authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv', 'idempotency-key': 'k',
      },
    }))
    expect(file.status).toBe(400)
    expect(await countOf('f')).toBe(0)
  })

  it('is forgotten after seven days, not before', async () => {
    const key = newId()
    await newCustomer('week', key)
    const age = async (days: number) => {
      await org.do(({ tx }) => sql`update kept_answer set at = now() - make_interval(days => ${days})
        where key = ${key}`.execute(tx))
      await org.do(forgetAnswers)
    }
    const isKept = () => org.do(async ({ tx }) => (await sql`select 1 from kept_answer
      where key = ${key}`.execute(tx)).rows.length === 1)
    await age(6)
    expect(await isKept()).toBe(true)
    await age(8)
    expect(await isKept()).toBe(false)
  })
})
