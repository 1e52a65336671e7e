// The doctor's report as a terminal reads it: a line a check, breaches with their number.
import type { Check } from '../reports/doctor.ts'

export const doctorText = (checks: readonly Check[]): string => checks.map((check) =>
  `${check.breaches === 0 ? 'ok    ' : 'BREACH'}  ${check.name}  ${check.about}`
    + (check.breaches === 0 ? '' : ` (${check.breaches})`)).join('\n')
