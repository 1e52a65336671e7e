// A sentence whose days, moments and amounts stay values, so that each reader sees their own form.
import { dayAt, timeAt, weekdayOf, type Day, type Instant, type Zone } from './day.ts'
import { toDecimalText, type Currency } from './money.ts'

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'day'; day: Day }
  | { kind: 'moment'; at: Instant }
  | { kind: 'money'; amountMinor: number; currency: Currency }
  | { kind: 'invoice'; id: string; text: string }
  | { kind: 'message'; id: string; text: string }
  | { kind: 'action'; id: string; text: string }
  | { kind: 'workflow'; id: string; text: string }
export type Sentence = Part[]

type Value = string | number | Part | Sentence

/** say`It leaves on ${onDay('2027-03-02')}.` */
export function say(texts: TemplateStringsArray, ...values: readonly Value[]): Sentence {
  return joined(texts.flatMap((text, place) => {
    const value = values[place]
    return [...words(text), ...(value === undefined ? [] : partsOf(value))]
  }))
}

/** Sentences one after the other. */
export const tell = (...sentences: readonly Sentence[]): Sentence => joined(
  sentences.filter((one) => one.length > 0)
    .flatMap((one, place) => (place === 0 ? one : [...words(' '), ...one])))

export const NOTHING_SAID: Sentence = []

export const onDay = (day: Day): Part => ({ kind: 'day', day })
export const atTime = (at: Instant): Part => ({ kind: 'moment', at })
export const money = (amountMinor: number, currency: Currency): Part =>
  ({ kind: 'money', amountMinor, currency })
export const invoiceNamed = (id: string, number: string): Part =>
  ({ kind: 'invoice', id, text: number })

const partsOf = (value: Value): Sentence =>
  (typeof value === 'string' || typeof value === 'number' ? words(String(value))
    : 'kind' in value ? [value] : value)

const words = (text: string): Part[] => (text === '' ? [] : [{ kind: 'text', text }])

function joined(parts: readonly Part[]): Sentence {
  return parts.reduce<Part[]>((before, part) => {
    const last = before.at(-1)
    if (last?.kind !== 'text' || part.kind !== 'text') return [...before, part]
    return [...before.slice(0, -1), { kind: 'text', text: last.text + part.text }]
  }, [])
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** For a terminal and for programs: days as ISO, moments on the organization's clock. */
export const plainSentence = (sentence: Sentence, zone: Zone): string =>
  sentence.map((part) => plainPart(part, zone)).join('')

function plainPart(part: Part, zone: Zone): string {
  switch (part.kind) {
    case 'day': return plainDay(part.day)
    case 'moment': return `${plainDay(dayAt(part.at, zone))} ${timeAt(part.at, zone).slice(0, 5)}`
    case 'money': return `${toDecimalText(part)} ${part.currency}`
    case 'text': case 'invoice': case 'message': case 'action': case 'workflow': return part.text
  }
}

const plainDay = (day: Day) => `${WEEKDAYS[weekdayOf(day) - 1] ?? ''} ${day}`

/** “3 days”, “1 day”. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
