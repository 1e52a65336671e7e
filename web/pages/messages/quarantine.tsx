// Mail that could not be read in five tries: kept as it came, to download or to try again.
import { Anchor } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { getRawMail, listInboundMail, retryMail } from '#contract/messages.ts'
import { addressOf } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { When } from '../../components/times.tsx'
import { sizeText } from '../../format.ts'
import { useDeed, usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { toast, toastProblem } from '../../ui/toast.tsx'

export function Quarantine() {
  const mails = usePages(listInboundMail, { query: { state: 'quarantine' } }, { isLive: true })
  const retry = useDeed(retryMail, (mail) => toast(`Read again: ${mail.state}.`))
  if (mails.error && !mails.items) {
    return <ErrorState error={mails.error} onRetry={() => void mails.refetch()} />
  }
  if (!mails.items) return <div className="card card-flush"><ListSkeleton rows={4} /></div>
  if (mails.items.length === 0) {
    return (
      <EmptyState icon={<IconShieldCheck size={22} />} title="Quarantine is empty">
        Mail that cannot be read is kept here as it came. Nothing is ever dropped.
      </EmptyState>
    )
  }
  return (
    <section className="card card-flush">
      <ul className="rows">
        {mails.items.map((mail) => (
          <li key={mail.id} style={{ padding: '12px 14px', borderBottom: '1px solid var(--line)' }}>
            <div className="row-line">
              <span className="clamp-1 strong">{mail.envelopeFrom || 'Unknown sender'}</span>
              <span className="dim tiny"><When at={mail.receivedAt} /></span>
            </div>
            <div className="row-sub">{mail.why ?? 'It could not be read.'} · {
              sizeText(mail.sizeBytes)} · {mail.tries} tries</div>
            <div style={{ display: 'flex', gap: 12, marginTop: 8, alignItems: 'center' }}>
              <DeedButton endpoint={retryMail} size="compact-sm" variant="default"
                onClick={() => retry.mutate({ params: { inboundMailId: mail.id } },
                  { onError: toastProblem })}>Try again</DeedButton>
              <Anchor size="sm" download={`${mail.id}.eml`} href={
                addressOf(getRawMail, { params: { inboundMailId: mail.id } })}>Download
                  .eml</Anchor>
            </div>
          </li>
        ))}
      </ul>
      <LoadMore pages={mails} />
    </section>
  )
}
