// W3: whatever money does and whenever it does it, no message asks for what is not to be asked for.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/day.ts'
import { performDueActions } from './actions/perform-action.ts'
import { raiseDispute } from './invoices/hold-invoice.ts'
import { recordPayment, reversePayment } from './invoices/record-payment.ts'
import { clearPayment, failPayment } from './invoices/settle-payment.ts'
import { systemNow } from './platform/clock.ts'
import { readProof } from './reports/proof.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, DUE, invoiceId, setClock } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { dice } from './testing/varied-company.ts'
import { advanceWorkflows } from './workflows/advance-workflows.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

/** The ledger once more, by a rule of its own: what of an invoice may be asked for on a day. */
interface Account {
  id: string; customerId: string; open: number; isDisputed: boolean
  paid: { id: string; amount: number }[]
  coming: { id: string; amount: number; until: Day }[]
}
const askable = (account: Account, today: Day) => (account.isDisputed ? 0
  : account.open - account.coming.filter((one) => today < one.until)
    .reduce((sum, one) => sum + one.amount, 0))

let references = 0
async function befall(
  org: Collecting, account: Account, roll: ReturnType<typeof dice>,
): Promise<string> {
  const amount = roll.chance(0.5) ? account.open : Math.ceil(account.open / 2)
  const wish = (today: Day) => ({
    customerId: account.customerId, currency: 'EUR', reference: `W-${++references}`,
    amountMinor: amount, receivedOn: today, wanted: [{ invoiceId: account.id,
      amountMinor: amount }],
  })
  const kind = roll.between(0, 6)
  const [coming] = account.coming
  if (kind === 0 && account.open > 0) {
    const id = await org.do((open) => recordPayment(open, wish(open.today)))
    account.paid.push({ id, amount })
    account.open -= amount
    return 'paid'
  }
  if (kind <= 2 && account.open > 0) {
    await org.do(async (open) => {
      const expectedOn = addDays(open.today, roll.between(0, 4))
      const id = await recordPayment(open, { ...wish(open.today), state: 'pending', expectedOn })
      account.coming.push({ id, amount, until: addDays(expectedOn, 7) })
    })
    return 'announced'
  }
  if ((kind === 3 || kind === 4) && coming) {
    account.coming.shift()
    if (roll.chance(0.5)) {
      await org.do((open) => failPayment(open, coming.id, { reason: '' }))
      return 'failed'
    }
    await org.do((open) => clearPayment(open, coming.id, { receivedOn: open.today }))
    const came = Math.min(coming.amount, account.open)
    account.open -= came
    account.paid.push({ id: coming.id, amount: came })
    return 'came'
  }
  const last = account.paid.at(-1)
  if (kind === 5 && last) {
    account.paid.pop()
    await org.do((open) => reversePayment(open, last.id))
    account.open += last.amount
    return 'went back'
  }
  if (kind === 6 && account.open > 0 && roll.chance(0.2)) {
    await org.do((open) => raiseDispute(open, account.id, { amountMinor: null, reason: 'No' }))
    account.isDisputed = true
    return 'disputed'
  }
  return 'nothing'
}

const sentLines = (org: Collecting) => org.do(async ({ tx }) => (await sql<{
  message: string; invoice: string; open: number }>`
  select m.id as message, line->>'invoiceId' as invoice, (line->>'openMinor')::bigint as open
  from message m, jsonb_array_elements(m.snapshot) line
  where m.direction = 'out' and m.state <> 'cancelled' order by m.id`.execute(tx)).rows)

test('W3: no message carries an invoice of which nothing was to be asked for as it was committed',
  async () => {
    const met = new Map<string, number>()
    let asked = 0
    for (let seed = 1; seed <= 4; seed++) {
      const roll = dice(seed * 7919)
      const org = await aCollectingCompany(installation, { start: DUE, workflows: [
        { level: 'customer', offsets: [1, 3, 5, 8, 11, 14, 17], mcdDays: 1 }] })
      const accounts: Account[] = []
      for (let n = 0; n < 5; n++) {
        const numbers = [`S${seed}-${n}-a`, `S${seed}-${n}-b`]
        const { id } = await org.aCustomer(`C${n}`, numbers.map((number, place) =>
          ({ number, dueOn: day(place) })))
        for (const number of numbers) {
          accounts.push({ id: await invoiceId(org, number), customerId: id, open: 10_000,
            isDisputed: false, paid: [], coming: [] })
        }
      }
      const seen = new Set<string>()
      for (let count = 1; count <= 18; count++) {
        const today = day(count)
        await setClock(org, `${today}T07:30:00.000Z`)
        // Everything is planned and queued; then money moves; then what is queued may leave.
        await advanceWorkflows(installation, org.id)
        for (const account of accounts) {
          if (!roll.chance(0.25)) continue
          const kind = await befall(org, account, roll)
          met.set(kind, (met.get(kind) ?? 0) + 1)
        }
        while ((await performDueActions(installation, org.id)).claimed > 0);
        for (const line of await sentLines(org)) {
          const key = `${line.message} ${line.invoice}`
          if (seen.has(key)) continue
          seen.add(key)
          asked++
          const account = accounts.find((one) => one.id === line.invoice)
          expect({ key, may: askable(account ?? missing(), today), open: line.open })
            .toMatchObject({ open: account?.open })
          expect(askable(account ?? missing(), today)).toBeGreaterThan(0)
        }
      }
      expect(await org.do(readProof)).toMatchObject({ aboutPaid: 0 })
    }
    expect(asked).toBeGreaterThan(50)
    for (const kind of ['paid', 'announced', 'failed', 'came', 'went back', 'disputed']) {
      expect(met.get(kind) ?? 0, kind).toBeGreaterThan(2)
    }
  })

function missing(): Account {
  throw new Error('A message speaks of an invoice that is nobody’s.')
}
