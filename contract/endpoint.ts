// What an endpoint is: one value that the server answers, the web calls and OpenAPI describes.
import './no-eval.ts'
import { z } from 'zod'

export const ROLES = ['owner', 'admin', 'manager', 'collector', 'viewer'] as const
export type Role = (typeof ROLES)[number]

type Shape = z.ZodObject
type Empty = z.ZodObject<Record<string, never>>

export interface Endpoint<
  Params extends Shape = Shape, Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below /api/v1, with {names} in braces: `/customers/{customerId}`. */
  path: string
  summary: string
  /** The noun it is listed under. */
  tag: string
  /** The least role that may call it; `anyone` needs no sign-in, `signed_in` no organization. */
  role: Role | 'anyone' | 'signed_in'
  params: Params
  query: Query
  body: Body
  /** Set for bodies that are not JSON: the handler is given the bytes as a stream. */
  bodyType?: 'text/csv' | 'message/rfc822' | 'application/octet-stream' | 'application/pdf'
    | 'multipart/form-data' | 'application/json' | 'application/x-www-form-urlencoded'
  answer: Answer
  /** Set for answers that are not JSON: the handler gives text or bytes. */
  answerType?: 'text/csv' | 'message/rfc822' | 'text/html' | 'application/octet-stream'
    | 'application/pdf' | 'text/event-stream' | 'text/xml'
  status: 200 | 201 | 202 | 204
}

const nothing: Empty = z.object({})

/** Declares an endpoint; what is left out is empty. */
export function endpoint<
  P extends Shape = Empty, Q extends Shape = Empty,
  B extends z.ZodType = z.ZodUndefined, A extends z.ZodType = z.ZodUndefined,
>(given: {
  method: Endpoint['method']
  path: string
  summary: string
  tag: string
  role: Endpoint['role']
  params?: P
  query?: Q
  body?: B
  bodyType?: Endpoint['bodyType']
  answer?: A
  answerType?: Endpoint['answerType']
  status?: Endpoint['status']
}): Endpoint<P, Q, B, A> {
  const defaults = {
    params: nothing, query: nothing, body: z.undefined(), answer: z.undefined(),
    status: given.answer ? 200 : 204,
  }
  // The defaults stand in exactly where the type parameters fell back to theirs.
  return { ...defaults, ...given } as unknown as Endpoint<P, Q, B, A>
}

export type ParamsOf<E> = E extends Endpoint<infer P, Shape, z.ZodType, z.ZodType>
  ? z.output<P> : never
export type QueryIn<E> = E extends Endpoint<Shape, infer Q, z.ZodType, z.ZodType>
  ? z.input<Q> : never
export type QueryOf<E> = E extends Endpoint<Shape, infer Q, z.ZodType, z.ZodType>
  ? z.output<Q> : never
export type BodyIn<E> = E extends Endpoint<Shape, Shape, infer B, z.ZodType> ? z.input<B> : never
export type BodyOf<E> = E extends Endpoint<Shape, Shape, infer B, z.ZodType> ? z.output<B> : never
export type AnswerOf<E> = E extends Endpoint<Shape, Shape, z.ZodType, infer A>
  ? z.output<A> : never

// Shapes that every noun uses.

export const Id = z.uuid()
export const DayText = z.iso.date().describe('Civil date in the organization’s zone, YYYY-MM-DD.')
export const InstantText = z.string().describe('Moment in UTC, ISO 8601 with milliseconds and Z.')
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'Use a three-letter ISO 4217 code.')
export const AmountMinor = z.int().describe('Integer minor units (cents, yen, …) of the currency.')
export const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'Use a two-letter ISO 3166 code.')
export const LocaleCode = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

export const Money = z.object({ amountMinor: AmountMinor, currency: CurrencyCode })
  .meta({ id: 'Money' })

/** Keyset pages: pass `nextCursor` of one answer as `cursor` of the next call. */
export const Page = { cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50) }
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** Every error answer: RFC 9457 problem details with what to do next. */
export const ProblemAnswer = z.object({
  status: z.int(), code: z.string(), title: z.string(), detail: z.string(),
  requestId: z.string(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
}).meta({ id: 'Problem' })

export const HoldAnswer = z.object({
  code: z.string(), text: z.string(), fix: z.string(),
}).meta({ id: 'Hold' })
