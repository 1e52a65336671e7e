// Every text of the payment page, by name; each language has them all.
import type { DisputeReason } from '#domain/page-promise.ts'

export interface Words {
  language: string
  title: string
  /** The heading above the company's customer. */
  accountOf: (customer: string) => string
  changeLanguage: string
  loading: string
  preview: string
  overdue: string
  open: string
  dueLater: string
  received: (amount: string, day: string) => string
  unapplied: (amount: string) => string
  invoices: string
  moreInvoices: (count: number) => string
  showAll: (count: number) => string
  invoice: (number: string) => string
  invoiceOf: (day: string) => string
  issued: (day: string) => string
  due: (day: string) => string
  daysOverdue: (days: number) => string
  ofTotal: (total: string) => string
  disputed: (amount: string) => string
  promised: (amount: string, day: string) => string
  pdf: string
  pdfOf: (invoice: string) => string
  statement: string
  statementHint: string
  pay: (amount: string) => string
  payInvoice: string
  howToPay: string
  bankTransfer: string
  reference: string
  copy: string
  copied: string
  noWayToPay: (company: string) => string
  tellUs: string
  promise: string
  promiseHint: string
  dispute: string
  disputeHint: string
  answer: string
  answerHint: string
  paidAlready: string
  paidAlreadyText: string
  whichInvoices: string
  currency: string
  amount: string
  day: string
  note: string
  reason: string
  reasons: Record<DisputeReason, string>
  whatIsWrong: string
  yourMessage: string
  send: string
  cancel: string
  sending: string
  proofTitle: string
  proofByCode: (to: string) => string
  sendCode: string
  codeSent: (to: string, minutes: number) => string
  code: string
  codeAgain: string
  confirm: string
  proofByKnowledge: string
  invoiceNumber: string
  openAmount: string
  hidden: string
  donePromise: (amount: string, day: string) => string
  donePromiseWaits: string
  doneDispute: string
  doneAnswer: (company: string) => string
  stopSms: string
  stopSmsNow: string
  doneStop: string
  nothingToPay: string
  nothingToPayHint: (company: string) => string
  settled: string
  settledOn: (day: string) => string
  ended: string
  endedHint: (company: string) => string
  unknown: string
  unknownHint: string
  again: string
  kept: string
  problems: {
    offline: string
    unexpected: string
    tooMany: string
    changed: string
    onlooker: string
    codeWrong: string
    codeOver: string
    knowledgeWrong: string
    knowledgeOver: string
    noInvoice: string
    badDay: (first: string, last: string) => string
    badAmount: (most: string) => string
    noText: string
    notSent: string
  }
  footer: (company: string) => string
}
