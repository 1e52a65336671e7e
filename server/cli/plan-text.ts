// One line of a dry run, for reading.
import type { PlanLine } from '../workflows/dry-run.ts'

type Line = Pick<PlanLine,
  'wouldGo' | 'state' | 'dueAt' | 'dueOn' | 'customerName' | 'stepName' | 'why'>

export const planText = (line: Line, asOf: string): string =>
  `${labelOf(line, asOf).padEnd(8)}  ${line.customerName}  ${line.stepName ?? '-'}  `
  + `${line.dueOn ?? '-'}  ${line.why}`

function labelOf(line: Line, asOf: string): string {
  if (line.state !== 'planned') return line.state
  if (line.dueAt === null || line.dueAt > asOf) return 'later'
  return line.wouldGo ? 'goes' : 'to do'
}
