// What a deed would bring in the next seven days, asked of the planner before it is done.
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Loader } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AnswerOf } from '#contract/endpoint.ts'
import { previewDeed } from '#contract/consequences.ts'
import type { Given } from '../api.ts'
import { counted, dayText } from '../format.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { useSession } from './session.tsx'
import { ChannelIcon } from './statuses.tsx'
import { DayText } from './times.tsx'
import './consequences.css'

type Answer = AnswerOf<typeof previewDeed>
type Part = Answer['more'][number]
export type DeedWish = NonNullable<Given<typeof previewDeed>['body']>

export function Consequences({ wish, nothing }: {
  wish: DeedWish
  /** What is said when nobody gets anything else. */
  nothing: string
}) {
  const { organization } = useSession().me
  const read = useRead(previewDeed, { body: wish }, { isKept: true, staleTimeMs: 0 })
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  if (!read.data) {
    return (
      <p className="small dim" role="status" style={{ margin: 0 }}>
        <Loader size={13} style={{ verticalAlign: '-2px', marginInlineEnd: 6 }} />
        <Trans>Looking what comes then…</Trans></p>
    )
  }
  const told = read.data
  return (
    <section aria-label={t`What comes then`} role="status" className="consequences">
      <p className="small" style={{ margin: 0 }}>
        {told.changedCount === 0 ? nothing : sentenceOf(told, organization.sendTime)}</p>
      {organization.isAutomationOn || told.then.automatic === 0 ? null : (
        <p className="small dim" style={{ margin: '4px 0 0' }}><Trans>Automatic sending is off:
          nothing leaves by itself before it is turned on.</Trans></p>
      )}
      {told.isComplete ? null : (
        <p className="small dim" style={{ margin: '4px 0 0' }}><Trans>There are many customers: only
          the first ones were looked through, so the counts are a part.</Trans></p>
      )}
      <Examples told={told} />
    </section>
  )
}

function sentenceOf(told: Answer, sendTime: string): string {
  const who = t`${counted(told.changedCount, 'customer')} ${
    plural(told.changedCount, { one: 'gets', other: 'get' })} something else through
    ${dayText(told.untilOn, 'short')}.`
  const more = told.more.map((part) => partText(part, sendTime))
  const less = told.less.map((part) => partText(part, sendTime))
  return [
    who,
    ...(more.length === 0 ? [] : [t`There come: ${listText(more)}.`]),
    ...(less.length === 0 ? [] : [t`There do not come any more: ${listText(less)}.`]),
    ...(more.length === 0 && less.length === 0 ? [t`As many of each on each day as now.`] : []),
  ].join(' ')
}

const MOST_PARTS = 6
const listText = (parts: readonly string[]): string => (parts.length <= MOST_PARTS
  ? parts.join(', ') : t`${parts.slice(0, MOST_PARTS).join(', ')} and more`)

/** “1 automatic e-mail Mon 8 Mar 08:30”, “2 calls Tue 9 Mar”. */
function partText({ count, channel, mode, on }: Part, sendTime: string): string {
  const isAutomatic = mode === 'automatic'
  const day = dayText(on, 'short')
  const when = isAutomatic ? `${day} ${sendTime}` : day
  switch (channel) {
    case 'email': return isAutomatic ? t`${counted(count, 'automatic e-mail')} ${when}`
      : t`${counted(count, 'e-mail by hand', 'e-mails by hand')} ${when}`
    case 'sms': return isAutomatic ? t`${counted(count, 'automatic SMS', 'automatic SMS')} ${when}`
      : t`${counted(count, 'SMS by hand', 'SMS by hand')} ${when}`
    case 'letter': return isAutomatic ? t`${counted(count, 'automatic letter')} ${when}`
      : t`${counted(count, 'letter by hand', 'letters by hand')} ${when}`
    case 'call': return isAutomatic ? t`${counted(count, 'automatic call')} ${when}`
      : t`${counted(count, 'call')} ${when}`
    case 'task': return isAutomatic ? t`${counted(count, 'automatic task')} ${when}`
      : t`${counted(count, 'task')} ${when}`
    default: return t`${count} × ${channel} ${when}`
  }
}

function Examples({ told }: { told: Answer }) {
  if (told.examples.length === 0) return null
  return (
    <details style={{ marginTop: 6 }}>
      <summary className="small">
        {told.examples.length === told.changedCount ? t`Show them`
          : t`Show the first ${told.examples.length}`}</summary>
      <ul className="rows consequences-list">
        {told.examples.map((one) => (
          <li key={one.customerId} className="small">
            <Link to="/customers/$customerId" params={{ customerId: one.customerId }}
              className="clamp-1 strong" style={{ color: 'inherit' }}
              title={one.customerName}>{one.customerName}</Link>
            <div className="consequences-sides">
              <Side label={t`Now`} coming={one.now} /><Side label={t`Then`} coming={one.then} />
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Side({ label, coming }: { label: string; coming: Answer['examples'][number]['now'] }) {
  return (
    <div>
      <span className="dim tiny">{label}</span>
      {coming.length === 0 ? <div className="dim"><Trans>nothing</Trans></div> : null}
      {coming.map((one, place) => (
        <div key={`${one.step} ${one.on} ${place}`} className="consequences-line">
          <ChannelIcon channel={one.channel} size={13} />
          <span className="clamp-1" title={`${one.step}, ${one.workflow}`}>{one.step}
            {one.invoiceNumber === null ? '' : ` · ${one.invoiceNumber}`}</span>
          <DayText day={one.on} />
        </div>
      ))}
    </div>
  )
}
