// The text as a chosen customer would get it today, while it is being written.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { listCustomers } from '#contract/customers.ts'
import { previewTemplate } from '#contract/workflows.ts'
import { asSent, countSegments } from '#domain/sms/segments.ts'
import { CustomerPicker } from '../../components/customer-picker.tsx'
import { SmsCounter } from '../../components/sms-counter.tsx'
import { counted } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'

export function TemplatePreview({ channel, subject, body, isPlain = false }: {
  channel: 'email' | 'sms' | 'call' | 'letter' | 'task'; subject: string; body: string
  /** Inside something that has a frame and a title already. */
  isPlain?: boolean
}) {
  const [chosen, setChosen] = useState<string | null>(null)
  const most = useRead(listCustomers, { query: { sort: 'overdue', limit: 1 } })
  const customerId = chosen ?? most.data?.items[0]?.id ?? null
  const [typed] = useDebouncedValue({ subject, body }, 400)
  const preview = useRead(previewTemplate, {
    body: { channel, ...typed, customerId: customerId ?? '' },
  }, { isOff: customerId === null || typed.body.trim() === '', isKept: true })
  return (
    <section className={isPlain ? undefined : 'card'} aria-label={t`Preview`}>
      {isPlain ? null : <h2 className="card-title"><Trans>Preview</Trans></h2>}
      <CustomerPicker label={t`As this customer`} value={chosen} onChange={setChosen}
        description={chosen === null && most.data?.items[0]
          ? t`Shown for ${most.data.items[0].name}.` : t`A real customer, with today’s amounts.`} />
      <div style={{ marginTop: 14 }} aria-live="polite">
        {typed.body.trim() === '' ? <p className="dim small"><Trans>Write something to see it
          here.</Trans></p>
          : null}
        {most.data?.items.length === 0
          ? <p className="dim small"><Trans>There is no customer yet to show it for.</Trans></p>
            : null}
        {preview.error ? <ErrorState error={preview.error} /> : null}
        {preview.isFetching && !preview.data ? <Skeleton height={160} radius="md" /> : null}
        {preview.data && !preview.error ? <Rendered {...preview.data} /> : null}
        {preview.data && channel === 'sms' ? <Parts {...preview.data} /> : null}
      </div>
    </section>
  )
}

function Rendered({ subject, body, problem }: {
  subject: string; body: string; problem: string | null
}) {
  return (
    <>
      {problem === null ? null : (
        <div className="note tone-warn" style={{ marginBottom: 10 }}>
          <IconAlertTriangle size={16} aria-hidden /><div className="note-body">{problem}</div>
            </div>
      )}
      {subject === '' && body === '' ? null : <div className="event-card"
        style={{ border: '1px solid var(--line)', borderRadius: 8, padding: '12px 14px' }}>
        {subject === '' ? null : <div className="strong"
          style={{ marginBottom: 8 }}>{subject}</div>}
        <div className="prose small">{body}</div>
      </div>}
    </>
  )
}

function Parts({ body, longest, segmentCap }: {
  body: string; longest: string | null; segmentCap: number | null
}) {
  const most = longest === null ? 0 : countSegments(asSent(longest)).count
  const isOver = segmentCap !== null && most > segmentCap
  return (
    <div style={{ marginTop: 10 }}>
      <SmsCounter text={body} cap={segmentCap} price={null} />
      {longest === null ? null : (
        <details className="tiny" open={isOver}>
          <summary style={{ cursor: 'pointer' }} className={isOver ? 'sms-over' : 'dim'}>
            {isOver ? t`With the longest names and amounts: ${counted(most, 'part')}, more than the
              ${segmentCap} allowed; it would wait for a shorter text`
              : t`With the longest names and amounts: ${counted(most, 'part')}`}</summary>
          <div className="prose dim" style={{ marginTop: 6 }}>{longest}</div>
        </details>
      )}
    </div>
  )
}
