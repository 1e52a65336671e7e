// Calls that nobody would make: seeded, shaped by the contract, with ids that exist and that do not.
import { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'
import type { dice } from './varied-company.ts'

export type Dice = ReturnType<typeof dice>

/** Where the ids come from: real ones by the noun that a parameter's name begins with. */
export interface IdPool {
  byNoun: ReadonlyMap<string, readonly string[]>
  all: readonly string[]
}

interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string | string[]
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  format?: string
  minItems?: number
  minimum?: number
  maximum?: number
}

const TEXTS = [
  '', ' ', 'a', 'Müller & Søn', '0', '-1', 'null', '\u0000', '\ud800', '‮evil', 'x'.repeat(300),
  '<script>alert(1)</script>', "'; drop table invoice; --", '{{ customer.name }}', '{% if %}',
  '../../etc/passwd', 'http://127.0.0.1:1/', 'a@b.example', '+33612345678', 'EUR', 'FR', 'en',
  'Europe/Paris', '08:30', '2027-03-04', '2027-02-30', '9999-12-31', '2027-03-04T08:00:00.000Z',
  '%', '_', '1e309', '９', 'reply+x@y.example', 'NaN',
]
const NUMBERS = [0, 1, 2, 5, 30, 100, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300]

const schemas = new WeakMap<z.ZodType, Schema>()

function schemaOf(type: z.ZodType): Schema {
  const known = schemas.get(type)
  if (known) return known
  // What it gives is JSON Schema, of which the interface above names the parts we read.
  const made = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema
  schemas.set(type, made)
  return made
}

const oneOf = <T>(roll: Dice, choices: readonly T[]): T | undefined =>
  choices[roll.between(0, choices.length - 1)]

/** What a generator of one call needs to hand on while it goes down a schema. */
interface Making { roll: Dice; pool: IdPool; root: Schema; isTame: boolean }

function idFor(making: Making, name: string): string {
  const { roll, pool } = making
  const noun = name.replace(/Ids?$/, '').toLowerCase()
  const fitting = pool.byNoun.get(noun) ?? pool.all
  return oneOf(roll, roll.chance(0.9) ? fitting : pool.all) ?? 'no-id'
}

function valueOf(making: Making, schema: Schema, name: string, depth = 0): unknown {
  const { roll, root, isTame } = making
  if (!isTame && roll.chance(0.04)) return oneOf(roll, [null, ...TEXTS, ...NUMBERS, [], {}, true])
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.split('/').at(-1) ?? '']
    return target && depth < 8 ? valueOf(making, target, name, depth + 1) : null
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return oneOf(roll, schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueOf(making, oneOf(roll, choices) ?? {}, name, depth + 1)
  const type = Array.isArray(schema.type) ? oneOf(roll, schema.type) : schema.type
  if (type === 'object') return objectOf(making, schema, depth)
  if (type === 'array') {
    const count = roll.between(schema.minItems ?? 0, Math.max(schema.minItems ?? 0, 3))
    return Array.from({ length: count }, () =>
      valueOf(making, schema.items ?? {}, name, depth + 1))
  }
  if (type === 'boolean') return roll.chance(0.5)
  if (type === 'integer' || type === 'number') return numberOf(making, schema)
  if (type === 'null') return null
  return textOf(making, schema, name)
}

function objectOf(making: Making, schema: Schema, depth: number): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [key, of] of Object.entries(schema.properties ?? {})) {
    const isNeeded = schema.required?.includes(key) ?? false
    if (!isNeeded && making.roll.chance(0.5)) continue
    if (isNeeded && !making.isTame && making.roll.chance(0.03)) continue
    made[key] = valueOf(making, of, key, depth + 1)
  }
  if (typeof schema.additionalProperties === 'object') {
    made[oneOf(making.roll, ['EUR', 'en', 'de', 'x']) ?? 'x'] =
      valueOf(making, schema.additionalProperties, 'value', depth + 1)
  }
  return made
}

function numberOf({ roll, isTame }: Making, schema: Schema): number {
  const low = schema.minimum ?? 0
  // Small ones: a clock that runs on for a year would take the whole time of the test.
  const high = Math.min(schema.maximum ?? 400, low + 12)
  return isTame || roll.chance(0.8) ? roll.between(low, Math.max(low, high))
    : oneOf(roll, NUMBERS) ?? 0
}

function textOf(making: Making, schema: Schema, name: string): string {
  const { roll, isTame } = making
  if (schema.format === 'uuid' || /Ids?$/.test(name)) return idFor(making, name)
  if (schema.format === 'date') return oneOf(roll, ['2027-03-01', '2027-03-04', '2026-12-31']) ?? ''
  if (schema.format === 'email') return oneOf(roll, ['a@b.example', 'who@there.example']) ?? ''
  if (isTame && /currency/i.test(name)) return 'EUR'
  if (isTame && /at$|until|from$/i.test(name)) return '2027-03-04T08:00:00.000Z'
  return oneOf(roll, TEXTS) ?? ''
}

export interface WildCall { path: string; init: RequestInit }

/** `isTame`: keeps to the schema, so that the call gets past the door and into the handler. */
export function wildCall(
  endpoint: Endpoint, roll: Dice, pool: IdPool, isTame: boolean,
): WildCall {
  const make = (type: z.ZodType) => {
    const root = schemaOf(type)
    return valueOf({ roll, pool, root, isTame }, root, '')
  }
  const params = asRecord(make(endpoint.params))
  const address = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(textFrom(params[key] ?? idFor({ roll, pool, root: {}, isTame }, key))))
  const query = new URLSearchParams(Object.entries(asRecord(make(endpoint.query)))
    .map(([key, value]) => [key, textFrom(value)]))
  const hasBody = endpoint.method !== 'get' && !(endpoint.body instanceof z.ZodUndefined)
  const body = endpoint.bodyType ? oneOf(roll, [...TEXTS, 'number,name\n1,A\n'])
    : hasBody ? JSON.stringify(make(endpoint.body)) : undefined
  return {
    path: `/api/v1${address}${query.size > 0 ? `?${query}` : ''}`,
    init: {
      method: endpoint.method.toUpperCase(),
      ...(body === undefined || endpoint.method === 'get' ? {} : { body }),
      headers: { 'content-type': endpoint.bodyType ?? 'application/json' },
    },
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  (typeof value === 'object' && value !== null ? { ...value } : {})

// A lone surrogate cannot be put into an address at all, so it is dropped there.
const textFrom = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value) ?? '').replaceAll('\ud800', '')
