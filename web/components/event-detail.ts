// What was recorded with an event of the timeline, as the texts that its sentence is made of.
import { t } from '@lingui/core/macro'
import { detailText } from '#domain/event.ts'

const FIELDS = [
  'address', 'amount', 'as', 'before', 'channel', 'collectAt', 'contact', 'count', 'days', 'dueOn',
  'elsewhere', 'expectedOn', 'former', 'from', 'head', 'how', 'keptUntil', 'keyword', 'level',
  'mark', 'most', 'name', 'next', 'number', 'numbers', 'outcome', 'owner', 'parent', 'postedOn',
  'promisedOn', 'quote', 'reason', 'returnsOn', 'returnsTime', 'runs', 'scope', 'sentOn', 'state',
  'status', 'stillOpen', 'successor', 'suggestion', 'to', 'untilOn', 'version', 'wish', 'workflow',
] as const

/** Each is empty where nothing was recorded. */
export type Said = Readonly<Record<(typeof FIELDS)[number], string>>

export function saidOf(detail: Readonly<Record<string, unknown>>): Said {
  const texts = FIELDS.map((field) =>
    [field, detail[field] === true ? 'true' : detailText(detail, field)])
  // Made of every field of the list, each with a text.
  return Object.fromEntries(texts) as Said
}

/** The reason, in the words of whoever gave it, stands last. */
export const because = (sentence: string, { reason }: Said): string =>
  (reason === '' ? sentence : t`${sentence}: ${reason}`)
