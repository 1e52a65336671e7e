// Makes an answer that fits a schema of the contract, so that no example here can go stale.
import { z } from 'zod'
import type { AnswerOf, Endpoint } from '#contract/endpoint.ts'
import { FIELD_WORDS, LONG, NAMED_NULL, NAMED_TRUE, textOf } from './sample-words.ts'

export interface Manner {
  /** How many things a list holds. */
  items: number
  /** Whether every free text is as long as people can make it. */
  isLong: boolean
}

export const USUAL: Manner = { items: 4, isLong: false }

interface Place {
  manner: Manner
  /** Which of its list this is: lists show every kind of thing once. */
  index: number
  name: string
  depth: number
}

export function sampleAnswer<E extends Endpoint>(endpoint: E, manner = USUAL): AnswerOf<E> {
  const made = make(endpoint.answer, { manner, index: 0, name: '', depth: 0 })
  // The gallery's own test parses every one of them.
  return made as AnswerOf<E>
}

export const sample = <S extends z.ZodType>(schema: S, manner = USUAL, index = 0): z.output<S> =>
  // As above.
  make(schema, { manner, index, name: '', depth: 0 }) as z.output<S>

export const idAt = (index: number) =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

function make(schema: unknown, place: Place): unknown {
  const { index, name, manner, depth } = place
  if (schema instanceof z.ZodObject) return makeObject(schema, place)
  if (schema instanceof z.ZodArray) return makeList(schema, place)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return make(schema.unwrap(), place)
  }
  if (schema instanceof z.ZodNullable) {
    return NAMED_NULL.test(name) && index % 3 !== 1 ? null : make(schema.unwrap(), place)
  }
  if (schema instanceof z.ZodUnion) return chosen(schema.options, index, (one) => make(one, place))
  if (schema instanceof z.ZodEnum) return chosen(schema.options, index, (one) => one)
  if (schema instanceof z.ZodLiteral) return chosen([...schema.values], index, (one) => one)
  if (schema instanceof z.ZodBoolean) return NAMED_TRUE.test(name) || index % 4 === 3
  if (schema instanceof z.ZodNumber) return fitting(schema, numbersFor(name, index))
  if (schema instanceof z.ZodRecord) {
    if (manner.items === 0) return {}
    const key = make(schema.keyType, { ...place, name: 'key' })
    return { [String(key)]: make(schema.valueType, { ...place, depth: depth + 1 }) }
  }
  if (schema instanceof z.ZodIntersection) {
    const [left, right] = [make(schema.def.left, place), make(schema.def.right, place)]
    return { ...Object(left), ...Object(right) }
  }
  if (schema instanceof z.ZodUndefined) return undefined
  // What is left is text in one of its forms, or anything at all.
  return schema instanceof z.ZodType ? fitting(schema, textsFor(place)) : null
}

function makeObject(schema: z.ZodObject, place: Place): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema.shape).map(([name, part]) =>
    [name, make(part, { ...place, name, depth: place.depth + 1 })]))
}

function makeList(schema: z.ZodArray, place: Place): unknown[] {
  const { manner, depth } = place
  // Lists within lists stay short, or a huge one would hold millions.
  const wanted = depth <= 1 ? manner.items : Math.min(manner.items, 3)
  const list = Array.from({ length: wanted }, (_, index) =>
    make(schema.element, { ...place, index, depth: depth + 1 }))
  if (schema.safeParse(list).success || list.length > 0) return list
  return [make(schema.element, { ...place, index: 0, depth: depth + 1 })]
}

const chosen = <Option, Made>(
  options: readonly Option[], index: number, then: (option: Option) => Made,
) => options.slice(index % options.length, index % options.length + 1).map(then)[0]

const numbersFor = (name: string, index: number): number[] => [
  ...(name.endsWith('Minor') ? [125_000 + index * 37_719] : []),
  ...(/days?|Days/.test(name) ? [12 + index * 9] : []),
  ...(/share|rate/i.test(name) ? [0.4] : []),
  index + 2, 1, 0, 10, 100, 1000,
]

function textsFor({ name, index, manner }: Place): string[] {
  const usual = textOf(name, index)
  const isProse = usual.includes(' ')
  return [
    ...(manner.isLong && isProse ? [`${usual} ${LONG}`, LONG.slice(0, 90)] : []), usual,
    ...(/(^id|Id|key)$/.test(name) ? [idAt(index)] : []), ...FIELD_WORDS, idAt(index),
  ]
}

function fitting(schema: z.ZodType, candidates: readonly unknown[]): unknown {
  return candidates.find((candidate) => schema.safeParse(candidate).success)
}
