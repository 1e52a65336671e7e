// One row of the inbox: who, about what, how much is overdue, whose it is, and how long it waits.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { Amounts } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { When, DayText } from '../../components/times.tsx'
import { counted } from '../../format.ts'
import type { InboxItem } from './inbox-list.tsx'

export function Row({ item, isChosen, onChoose, isSelected, onSelect }: {
  item: InboxItem; isChosen: boolean; onChoose: () => void
  isSelected?: boolean; onSelect?: () => void
}) {
  const title = item.customerName ?? (item.fromName || formatPhone(item.from)
    || t`Unknown sender`)
  return (
    <li className="inbox-row" data-chosen={isChosen} data-item={item.id}>
      <span className="inbox-row-mark">
        {onSelect === undefined
          ? <ChannelIcon channel={item.channel} size={16} />
          : <Checkbox size="xs" checked={isSelected ?? false} aria-label={t`Select ${title}`}
            onChange={onSelect} tabIndex={-1} />}
      </span>
      <button type="button" className="row-link" onClick={onChoose}
        aria-current={isChosen ? 'true' : undefined}>
        <span className="row-line">
          <span className="clamp-1 strong">{title}</span>
          <span className="dim tiny"><When at={item.at} /></span>
        </span>
        <span className="row-line row-sub">
          <span className="clamp-1">{lineOf(item)}</span>
          {item.overdue.length === 0 ? null
            : <span className="strong tiny" style={{ color: 'var(--bad)' }}>
              <Amounts amounts={item.overdue} /></span>}
        </span>
        <span className="row-sub clamp-2">{aboutOf(item)}</span>
        <Tags item={item} hasChannel={onSelect !== undefined} />
      </button>
    </li>
  )
}

const lineOf = (item: InboxItem): string => {
  if (item.kind === 'bounce') return item.addresses.join(', ') || item.from
  const who = item.fromName || formatPhone(item.from)
  const noSubject = item.channel === 'sms' ? 'SMS' : t`No subject`
  return item.customerName === null ? item.subject || noSubject
    : [who, item.subject].filter((part) => part !== '').join(' · ')
}

const aboutOf = (item: InboxItem): string => item.why ?? (item.preview || item.subject)

function Tags({ item, hasChannel }: { item: InboxItem; hasChannel: boolean }) {
  const { nameOf } = useSession()
  const owner = nameOf(item.ownerId)
  const isMail = item.state === 'quarantine'
  const more = item.invoiceCount - item.invoices.length
  return (
    <span className="inbox-row-tags">
      {hasChannel ? <ChannelIcon channel={item.channel} size={14} /> : null}
      {item.invoices.length === 0 ? null
        : <span>{item.invoices.join(', ')}{more > 0 ? ` +${more}` : ''}</span>}
      {item.messageCount > 1 && !isMail
        ? <span><Trans>{item.messageCount > 99 ? '99+' : item.messageCount} messages</Trans></span>
          : null}
      {item.threadCount > 1 ? <span><Trans>{item.threadCount} threads</Trans></span> : null}
      {item.attachmentCount === 0 ? null : (
        <span><IconPaperclip size={13} aria-hidden style={{ verticalAlign: '-2px' }} />
          {counted(item.attachmentCount, 'file')}</span>
      )}
      {item.returnOn === null ? null : <span><Trans>back <DayText
        day={item.returnOn} /></Trans></span>}
      {item.candidateCount === 0 ? null
        : <span style={{ color: 'var(--warn)' }}><Trans>may be
        from {item.candidateCount} customers</Trans></span>}
      {STATE_WORDS[item.state] === undefined ? null : <span>{STATE_WORDS[item.state]}</span>}
      {owner === null ? null : (
        <span className="owner-mark" title={t`Owner: ${owner}`}
          style={{ marginInlineStart: 'auto' }}>
          <span aria-hidden>{initialsOf(owner)}</span>
          <span className="visually-hidden">{owner}</span>
        </span>
      )}
    </span>
  )
}

const STATE_WORDS: Record<string, string> = {
  replied: t`answered by us`, replied_elsewhere: t`answered elsewhere`, ignored: 'ignored',
  paused: 'paused', snoozed: t`comes back later`,
}

export const initialsOf = (name: string): string =>
  name.split(/\s+/).map((word) => word.slice(0, 1)).slice(0, 2).join('').toUpperCase()
