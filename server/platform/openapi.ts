// The OpenAPI 3.1 document, read off the contract: what is served is what is described.
import { z } from 'zod'
import { ProblemAnswer, type Endpoint } from '#contract/endpoint.ts'

type Schema = Record<string, unknown>

const IDEMPOTENCY_KEY: Schema = {
  name: 'Idempotency-Key', in: 'header', required: false,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'The same call under the same key is done once and answered the same for seven days '
    + '(`Idempotent-Replayed: true`). Another call under it: 422; the first one still running or '
    + 'cut off: 409. A call that was refused leaves its key free.',
}

/** Describes endpoints below `${serverUrl}`. */
export function openApiDocument(
  endpoints: readonly (readonly [string, Endpoint])[], serverUrl: string,
): Schema {
  const schemas: Record<string, Schema> = {}
  const paths: Record<string, Record<string, Schema>> = {}
  for (const [name, endpoint] of endpoints) {
    const path = paths[endpoint.path] ?? {}
    path[endpoint.method] = operation(name, endpoint, schemas)
    paths[endpoint.path] = path
  }
  schemas['Problem'] = toSchema(ProblemAnswer, 'output', schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Duebox', version: '1',
      description: 'Collects unpaid invoices: ledger in, reminders out, answers in one inbox. '
        + 'Amounts are integer minor units, days are civil dates of the organization, moments are '
        + 'UTC. An API key names its organization.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: serverUrl }],
    security: [{ apiKey: [] }],
    tags: [...new Set(endpoints.map(([, endpoint]) => endpoint.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas,
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      responses: {
        Problem: {
          description: 'What went wrong and what to do; `requestId` finds it in the log.',
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      },
    },
  }
}

function operation(name: string, endpoint: Endpoint, schemas: Record<string, Schema>): Schema {
  const body = bodyOf(endpoint, schemas)
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    ...(endpoint.role === 'anyone' ? { security: [] } : { description: `Role: ${endpoint.role}.` }),
    parameters: [
      ...parameters('path', endpoint.params, schemas),
      ...parameters('query', endpoint.query, schemas),
      ...(endpoint.method === 'get' || endpoint.role === 'anyone' || endpoint.bodyType ? []
        : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: {
      [String(endpoint.status)]: answerOf(endpoint, schemas),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

function parameters(
  place: 'path' | 'query', shape: z.ZodObject, schemas: Record<string, Schema>,
): Schema[] {
  const schema = toSchema(shape, 'input', schemas)
  // toJSONSchema of an object always has these two.
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  const required = (schema['required'] ?? []) as string[]
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property
    return {
      name, in: place, required: place === 'path' || required.includes(name), schema: rest,
      ...(description ? { description } : {}),
    }
  })
}

function bodyOf(endpoint: Endpoint, schemas: Record<string, Schema>): Schema | null {
  if (endpoint.bodyType) {
    const schema = { type: 'string', format: 'binary' }
    return { required: true, content: { [endpoint.bodyType]: { schema } } }
  }
  if (endpoint.body instanceof z.ZodUndefined) return null
  const schema = toSchema(endpoint.body, 'input', schemas)
  return { required: true, content: { 'application/json': { schema } } }
}

function answerOf(endpoint: Endpoint, schemas: Record<string, Schema>): Schema {
  if (endpoint.answer instanceof z.ZodUndefined) return { description: 'Done.' }
  if (endpoint.answerType) {
    const schema = { type: 'string' }
    return { description: endpoint.summary, content: { [endpoint.answerType]: { schema } } }
  }
  const schema = toSchema(endpoint.answer, 'output', schemas)
  return { description: endpoint.summary, content: { 'application/json': { schema } } }
}

/** JSON Schema 2020-12, as OpenAPI 3.1 uses it; shapes with an id become components. */
function toSchema(
  type: z.ZodType, io: 'input' | 'output', schemas: Record<string, Schema>,
): Schema {
  const schema: Schema = {
    ...z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'draft-2020-12' }),
  }
  const definitions = (schema['$defs'] ?? {}) as Record<string, Schema>
  delete schema['$defs']
  delete schema['$schema']
  for (const [id, definition] of Object.entries(definitions)) {
    schemas[id] ??= pointed(definition)
  }
  const id = schema['id']
  if (typeof id === 'string') {
    schemas[id] ??= pointed(schema)
    return { $ref: `#/components/schemas/${id}` }
  }
  return pointed(schema)
}

/** Points local references at the components, and drops the ids that only served as names. */
function pointed(schema: Schema): Schema {
  const walk = (value: unknown, isProperties: boolean): unknown => {
    if (Array.isArray(value)) return value.map((one) => walk(one, false))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => {
      if (key === 'id' && !isProperties && typeof part === 'string') return []
      if (key === '$ref' && typeof part === 'string') {
        return [[key, part.replace('#/$defs/', '#/components/schemas/')]]
      }
      return [[key, walk(part, key === 'properties')]]
    }))
  }
  return walk(schema, false) as Schema // An object goes in, so an object comes out.
}
