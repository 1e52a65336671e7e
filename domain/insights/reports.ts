// The names of the reports: apart from the contract, for addresses are read before any page is.
/** One question each; SPEC §9. */
export const REPORTS = [
  'aging', 'receivables', 'collected', 'promises', 'disputes', 'workload', 'first_answer',
  'deliverability',
] as const
export type ReportName = (typeof REPORTS)[number]
