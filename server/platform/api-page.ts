// The API as a page for reading: every endpoint in one line, made from the contract.
import type { Endpoint } from '#contract/endpoint.ts'

const HEAD = `# The API

Everything the pages do, they do through these addresses, below \`/api/v1\`. A running Duebox
serves the whole description with every field as OpenAPI 3.1 at \`/api/v1/openapi.json\`;
\`npm run -s duebox -- openapi\` prints it without one.

- **Key.** Send \`Authorization: Bearer …\`. A key belongs to one organization and has a role.
  Make one in *Settings › API keys* or with \`npm run -s duebox -- api-key create\`.
- **Role.** Each endpoint names the least role that may call it.
- **Money** is an integer in minor units beside its currency. **Days** are civil dates of the
  organization, \`YYYY-MM-DD\`. **Moments** are UTC.
- **Lists** come in pages: hand \`nextCursor\` of one answer back as \`cursor\`.
- **Once.** Send an \`Idempotency-Key\` with whatever changes something: the same call under the
  same key is done once, and answered the same for seven days. Another call under it is refused
  with 422; while the first runs, or if it was cut off, with 409.
- **Errors** are problem details (RFC 9457): \`detail\` says what to do, \`requestId\` finds it in
  the log.

This page is generated from \`contract/\` by \`npm run generate\`.
`

/** Markdown: one table a noun, sorted by address. */
export function apiPage(endpoints: readonly (readonly [string, Endpoint])[]): string {
  const tags = [...new Set(endpoints.map(([, endpoint]) => endpoint.tag))]
  const tables = tags.map((tag) => {
    const rows = endpoints.filter(([, endpoint]) => endpoint.tag === tag)
      .toSorted(([, a], [, b]) => (addressOf(a) < addressOf(b) ? -1 : 1))
      .map(([name, endpoint]) => rowOf(name, endpoint))
    return [`## ${tag}\n`, '| call | what it does | role | operation |', '|---|---|---|---|',
      ...rows].join('\n')
  })
  return `${[HEAD.trim(), ...tables].join('\n\n')}\n`
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** The order in which modules give their names differs between builds; this one does not. */
const addressOf = ({ path, method }: Endpoint) => `${path} ${METHODS.indexOf(method)}`

function rowOf(name: string, endpoint: Endpoint): string {
  const call = `\`${endpoint.method.toUpperCase()} ${endpoint.path}\``
  const cells = [call, endpoint.summary, endpoint.role.replace('_', ' '), `\`${name}\``]
  // A bar would begin the next cell.
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
