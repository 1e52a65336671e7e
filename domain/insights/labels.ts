// What the parts of a report are called, on the page and on paper alike.

export const REPORT_TITLES = {
  aging: 'Aging', receivables: 'Receivables by month', collected: 'Collected',
  promises: 'Promises to pay', disputes: 'Open disputes', workload: 'Workload',
  first_answer: 'Time to first answer', deliverability: 'Deliverability',
} as const

/** How each is reckoned, in the words a reader may hold us to. */
export const REPORT_NOTES = {
  aging: 'What is open today, by days since the due day. Disputed and promised parts are shown '
    + 'as such; payments and credits that are not applied are not taken off.',
  receivables: 'What was open at the end of each month, disputed amounts included; void and '
    + 'written-off invoices are left out. Days outstanding are counted back: each month’s sales '
    + 'are taken off the receivables until they are used up, the last month pro rata. The best '
    + 'possible number counts what is not yet due alone.',
  collected: 'Payments allocated to invoices in the period, less those taken back, by the last '
    + 'contact about the invoice in the thirty days before. A call is about all of a customer.',
  promises: 'Amounts promised for a day in the period, and what became of them at its end.',
  disputes: 'What customers contest of what is still open, by reason.',
  workload: 'What waits for each person today: work that is due or late, answers, and what the '
    + 'person has done in the period.',
  first_answer: 'Answers of customers that we replied to in the period, by the time from theirs '
    + 'to ours. Ignored ones are not counted.',
  deliverability: 'What became of the messages that left in the period, as far as it is known. '
    + 'An e-mail is delivered when the server of the recipient has taken it, if it says so.',
} as const

const SERIES: Readonly<Record<string, string>> = {
  collectible: 'Collectible', promised: 'Promised', disputed: 'Disputed',
  not_due: 'Not yet due', overdue: 'Overdue',
  email: 'E-mail', sms: 'SMS', call: 'Call', letter: 'Letter', task: 'Task', none: 'No contact',
  active: 'Still to come', kept: 'Kept', partly_kept: 'Partly kept', broken: 'Broken',
  open: 'Open', late: 'Late', due: 'Due', answer: 'Answers', done: 'Done',
  answered: 'Answered', delivered: 'Delivered', sent: 'Sent', failed: 'Failed',
  unknown: 'Not known',
}

const GROUPS: Readonly<Record<string, string>> = {
  'not_due': 'Not due', '1_30': '1–30 days', '31_60': '31–60 days', '61_90': '61–90 days',
  'over_90': 'Over 90 days', '$none': 'No contact before', '$adhoc': 'Written by hand',
  '$answer': 'Answers to customers', '$nobody': 'Nobody',
  '1_hour': 'Within an hour', '4_hours': 'Within 4 hours', '1_day': 'Within a day',
  '3_days': 'Within 3 days', 'later': 'Later', 'email': 'E-mail', 'sms': 'SMS', 'letter': 'Letter',
}

export const seriesLabel = (series: string): string => SERIES[series] ?? series

/** Months, names and reasons say themselves; `names` are people by id. */
export const groupLabel = (group: string, names: ReadonlyMap<string, string> = new Map()): string =>
  GROUPS[group] ?? names.get(group) ?? group

/** Groups in the order of their meaning; what has none keeps the order it comes in. */
const ORDER = ['not_due', '1_30', '31_60', '61_90', 'over_90', '1_hour', '4_hours', '1_day',
  '3_days', 'later']

export function inOrder(groups: readonly string[]): string[] {
  const place = (group: string) => {
    const found = ORDER.indexOf(group)
    // Codes without a name of their own stand last.
    return found >= 0 ? found : group.startsWith('$') ? ORDER.length + 1 : ORDER.length
  }
  return [...new Set(groups)].toSorted((a, b) => place(a) - place(b))
}
