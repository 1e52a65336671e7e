// What was typed into a deed: how it begins, what is sent of it, and what is said afterwards.
import type { Act, OpenPage, PageProblem } from './page-calls.ts'
import { readTyped, typedAmount, type Show } from './show.ts'

export type Deed = Act['kind']

/** All that the fields hold; each deed takes what it needs. */
export interface Typed {
  invoiceIds: string[]
  currency: string
  amount: string
  promisedOn: string
  reason: keyof Show['words']['reasons'] | ''
  text: string
}

export type Problems = Partial<Record<keyof Typed | 'form', string>>

/** Begins with what is most likely meant: all that is overdue, else the invoice of the message. */
export function beginning(page: OpenPage, show: Show): Typed {
  const late = page.invoices.filter((one) => one.daysOverdue > 0)
  const about = page.invoices.filter((one) => one.id === page.invoiceId)
  const [first] = [...late, ...about, ...page.invoices]
  const currency = first?.currency ?? ''
  const chosen = (late.length > 0 ? late : first === undefined ? [] : [first])
    .filter((one) => one.currency === currency)
  return {
    invoiceIds: chosen.map((one) => one.id), currency, promisedOn: '', reason: '', text: '',
    amount: typedAmount(promisable(page, chosen.map((one) => one.id)), currency || 'EUR', show),
  }
}

export const promisable = (page: OpenPage, ids: readonly string[]): number => page.invoices
  .filter((one) => ids.includes(one.id))
  .reduce((sum, one) => sum + one.openMinor - one.disputedMinor, 0)

/** What would be sent, or what is still to be filled in; the server asks the same again. */
export function wishOf(
  deed: Deed, typed: Typed, page: OpenPage, show: Show,
): { wish: Act } | { problems: Problems } {
  const { problems: told } = show.words
  const { invoiceIds, text } = typed
  const problems: Problems = {}
  if (deed === 'answer') {
    if (text.trim() === '') return { problems: { text: told.noText } }
    return { wish: { kind: 'answer', body: { text } } }
  }
  if (invoiceIds.length === 0) problems.invoiceIds = told.noInvoice
  if (deed === 'dispute') {
    if (typed.reason === '') return { problems: { ...problems, reason: told.noText } }
    if (typed.reason === 'other' && text.trim() === '') problems.text = told.noText
    if (Object.keys(problems).length > 0) return { problems }
    return { wish: { kind: 'dispute', body: { invoiceIds, reason: typed.reason, text } } }
  }
  const amountMinor = readTyped(typed.amount, typed.currency)
  const most = promisable(page, invoiceIds)
  if (amountMinor === null || amountMinor < 1 || amountMinor > most) {
    problems.amount = told.badAmount(show.money(most, typed.currency))
  }
  if (typed.promisedOn < page.today || typed.promisedOn > page.lastPromiseDay) {
    problems.promisedOn = told.badDay(show.day(page.today), show.day(page.lastPromiseDay))
  }
  if (Object.keys(problems).length > 0 || amountMinor === null) return { problems }
  const body = { invoiceIds, amountMinor, promisedOn: typed.promisedOn, text }
  return { wish: { kind: 'promise', body } }
}

export function saidOf(
  wish: Act, typed: Typed, isHeld: boolean, page: OpenPage, { words, money, day }: Show,
): string {
  if (wish.kind === 'answer') return words.doneAnswer(page.organization)
  if (wish.kind === 'dispute') return words.doneDispute
  return isHeld ? words.donePromise(money(wish.body.amountMinor, typed.currency),
    day(wish.body.promisedOn)) : words.donePromiseWaits
}

export function toldProblems(problem: PageProblem, page: OpenPage, show: Show): Problems {
  const { problems } = show.words
  const field = problem.fields[0]?.field
  if (field === 'promisedOn') {
    return { promisedOn: problems.badDay(show.day(page.today), show.day(page.lastPromiseDay)) }
  }
  if (problem.code === 'offline') return { form: problems.offline }
  if (problem.status === 429) return { form: problems.tooMany }
  if (problem.code === 'conflict' || field === 'amountMinor') return { form: problems.changed }
  if (problem.status === 403) return { form: problems.onlooker }
  return { form: problems.unexpected }
}
