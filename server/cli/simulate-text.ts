// A simulation for reading in a terminal: its totals, then one line a day.
import type { Result } from '../workflows/simulation/simulate.ts'

export function simulationText(result: Result): string {
  const { totals } = result
  const hours = (totals.minutes / 60).toFixed(1)
  return [
    `${result.from} to ${result.to}: ${totals.contacts} contacts with `
      + `${result.contactedCustomers} of ${result.customers} customers `
      + `(${listed(totals.automatic)} by itself, ${listed(totals.manual)} by hand), `
      + `${totals.decide} decisions, ${hours} hours of work, ${totals.paidInvoices} paid.`,
    ...result.notes.map((note) => `  ${note}`),
    ...result.days.map((day) => `${day.day}  ${listed(day.automatic)}  by hand ${
      listed(day.manual)}  held ${listed(day.held)}${
      day.sent === undefined ? '' : `  did go out ${listed(day.sent)}`}`),
  ].join('\n')
}

const listed = (counts: Record<string, number>): string =>
  Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ') || '-'
