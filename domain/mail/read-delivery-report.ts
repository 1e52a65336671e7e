// The fields of reports that machines write for machines: deliveries, receipts, complaints.
import { messageIdOf } from './message-id.ts'

export interface RecipientReport {
  /** Lower-case; null when the report names nobody that can be written to. */
  address: string | null
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null
  /** `5.1.1`; the one of the diagnostic when the field itself says only `5.0.0`. */
  status: string | null
  diagnostic: string
}

const MOST_TEXT = 64_000
const MOST_RECIPIENTS = 50

/** The groups of an RFC 3464 report that speak of a recipient, at most 50. */
export function readDeliveryStatus(text: string): RecipientReport[] {
  return fieldGroups(text.slice(0, MOST_TEXT))
    .filter((group) => group.has('final-recipient') || group.has('original-recipient')
      || group.has('action') || group.has('status'))
    .slice(0, MOST_RECIPIENTS)
    .map(toRecipientReport)
}

/** Whether a plain text holds the fields of such a report. */
export function hasDeliveryFields(text: string): boolean {
  const start = text.slice(0, MOST_TEXT)
  return /^(final|original)-recipient: ?[a-z0-9-]{1,20} ?;/im.test(start)
    && /^(action: ?(failed|delayed|delivered|relayed|expanded)|status: ?[245]\.\d)/im.test(start)
}

/** A field of a report by its lower-case name; empty when missing. */
export function reportField(text: string, name: string): string {
  for (const group of fieldGroups(text.slice(0, MOST_TEXT))) {
    const value = group.get(name)
    if (value) return value
  }
  return ''
}

/** The message that a report is about, where a field tells. */
export const reportedMessageId = (text: string): string | null =>
  messageIdOf(reportField(text, 'original-message-id'))
  ?? messageIdOf(reportField(text, 'x-original-message-id'))
  ?? messageIdOf(reportField(text, 'message-id'))

/** An enhanced status in free text, `550 5.1.1 …`, that is no address of a computer. */
export function statusIn(text: string): string | null {
  const start = text.slice(0, MOST_TEXT)
  const found = /(?:^|[^\d.])([245]\.\d{1,2}\.\d{1,3})(?!\.?\d)/.exec(start)
  return found?.[1] ?? null
}

/** A plain address out of `rfc822; <a@b>`; null when there is none. */
export function addressOf(text: string): string | null {
  const value = text.slice(text.indexOf(';') + 1).slice(0, 1_000)
  const found = /[^\s<>"'(),;:@]{1,100}@[^\s<>"'(),;:@]{1,255}/.exec(value)
  return found ? found[0].toLowerCase().replace(/\.$/, '') : null
}

function toRecipientReport(group: ReadonlyMap<string, string>): RecipientReport {
  const diagnostic = [
    group.get('diagnostic-code') ?? '', group.get('x-notes-item') ?? '',
    group.get('x-supplementary-info') ?? '', group.get('status') ?? '',
  ].filter(Boolean).join(' ').slice(0, 2_000)
  return {
    address: addressOf(group.get('final-recipient') ?? '')
      ?? addressOf(group.get('original-recipient') ?? '')
      ?? addressOf(group.get('x-actual-recipient') ?? ''),
    action: actionOf(group.get('action') ?? ''),
    status: bestStatus(group.get('status') ?? '', group.get('diagnostic-code') ?? ''),
    diagnostic,
  }
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

function actionOf(value: string): RecipientReport['action'] {
  const word = value.trim().toLowerCase()
  // Some write `failure`, `fail`, `deliverable`, `error`.
  if (word.startsWith('fail') || word === 'error' || word === 'expired') return 'failed'
  return ACTIONS.find((action) => word.startsWith(action)) ?? null
}

function bestStatus(field: string, diagnostic: string): string | null {
  const status = statusIn(field)
  if (status && !status.endsWith('.0.0')) return status
  const told = statusIn(diagnostic)
  // The class of the field stands: it is what the reporting server decided.
  return told && (!status || told.charAt(0) === status.charAt(0)) ? told : status ?? told
}

// Groups of `Name: value` lines, parted by blank lines; folded lines are joined.
function fieldGroups(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = []
  let group = new Map<string, string>()
  let last = ''
  for (const line of text.split(/\r?\n/).slice(0, 3_000)) {
    if (line.trim() === '') {
      if (group.size > 0) groups.push(group)
      group = new Map()
      last = ''
      continue
    }
    if (/^[ \t]/.test(line) && last) {
      group.set(last, `${group.get(last) ?? ''} ${line.trim()}`.slice(0, 4_000))
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    if (!/^[a-z0-9-]{2,40}$/.test(name)) continue
    // A second recipient without a blank line between begins a group of its own.
    if (name === 'final-recipient' && group.has(name)) {
      groups.push(group)
      group = new Map()
    }
    last = name
    if (!group.has(name)) group.set(name, line.slice(colon + 1).trim())
  }
  if (group.size > 0) groups.push(group)
  return groups
}
