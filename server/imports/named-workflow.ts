// The workflow that a row names: looked up by its name, and followed once the row is in.
import type { Level } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import type { FileSetting, Row, RowOutcome } from './row.ts'

/** What the floor above knows of workflows; it is handed down. */
export interface WorkflowsByName {
  /** Those that can be followed at a level. */
  list: (org: Org, level: Level) => Promise<readonly { id: string; name: string }[]>
  /** A person's choice stays. Says for which ids it was a change. */
  follow: (org: Org, of: { level: Level; workflowId: string; ids: readonly string[] }) =>
  Promise<ReadonlySet<string>>
}

const keyOf = (name: string) => name.trim().toLowerCase()

/** Reads the cell of each row; null where it names none. */
export async function namedWorkflows(
  org: Org, rows: readonly Row[], level: Level, setting: FileSetting,
): Promise<(row: Row) => string | null> {
  const isNamed = rows.some((row) => row.peek('workflow') !== '')
  const known = isNamed ? await setting.workflows?.list(org, level) ?? [] : []
  const ids = new Map(known.map(({ id, name }) => [keyOf(name), id]))
  return (row) => {
    const name = row.text('workflow', 100)
    if (name === '') return null
    const id = ids.get(keyOf(name))
    if (id !== undefined) return id
    row.refuse('workflow', 'unknown_workflow', `No published workflow at ${level} level is called `
      + `"${name}"${known.length === 0 ? '.' : `; there are ${known.slice(0, 5)
        .map((one) => `"${one.name}"`).join(', ')}.`}`)
    return null
  }
}

/** Rows that are in follow what they name; one whose workflow alone changed is an update. */
export async function followNamed(
  org: Org, setting: FileSetting, level: Level,
  rows: readonly { id: string; workflowId: string | null; outcome: RowOutcome }[],
): Promise<RowOutcome[]> {
  const groups = new Map<string, string[]>()
  for (const { id, workflowId, outcome } of rows) {
    if (workflowId === null || id === '' || outcome.did === 'refused') continue
    groups.set(workflowId, [...groups.get(workflowId) ?? [], id])
  }
  const moved = new Set<string>()
  for (const [workflowId, ids] of groups) {
    const changed = await setting.workflows?.follow(org, { level, workflowId, ids })
    for (const id of changed ?? []) moved.add(id)
  }
  return rows.map(({ id, outcome }) =>
    (outcome.did === 'unchanged' && moved.has(id) ? { did: 'updated' } : outcome))
}
