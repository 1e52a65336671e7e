// The links that a customer was sent: whom to, whether they were opened, and how to end one.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconExternalLink, IconEye, IconLink, IconLinkOff } from '@tabler/icons-react'
import type { z } from 'zod'
import {
  type CustomerLink, listCustomerLinks, previewPaymentPage, revokeLink,
} from '#contract/links.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { DayText, MomentText } from '../../components/times.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'

type LinkAnswer = z.output<typeof CustomerLink>

export function CustomerLinks({ customerId }: { customerId: string }) {
  const links = useRead(listCustomerLinks, { params: { customerId } }, { isLive: true })
  const revoke = useDeed(revokeLink, () => toast(t`The link is ended; it opens nothing any more.`))
  if (links.error && !links.data) {
    return <ErrorState error={links.error} onRetry={() => void links.refetch()} />
  }
  if (!links.data) return <ListSkeleton />
  const { items } = links.data
  const look = <PagePreview customerId={customerId} />
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconLink size={22} />} title={t`No link was sent yet`} action={look}>
        <Trans>A message whose text has {'{{ pay_link }}'} takes each person to their own payment
          page.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      <section className="card card-flush" aria-label={t`Links`}>
        <ul className="rows">
          {items.map((link) => (
            <LinkRow key={link.id} link={link} isBusy={revoke.isPending}
              onRevoke={() => revoke.mutate({ params: { linkId: link.id } })} />
          ))}
        </ul>
      </section>
      <DeedError error={revoke.error} />
      <div>{look}</div>
    </>
  )
}

const STATES = {
  open: { tone: 'good', icon: IconLink, word: t`Works` },
  expired: { tone: 'calm', icon: IconLinkOff, word: t`Expired` },
  revoked: { tone: 'calm', icon: IconLinkOff, word: t`Ended` },
} as const

function LinkRow({ link, isBusy, onRevoke }: {
  link: LinkAnswer; isBusy: boolean; onRevoke: () => void
}) {
  const { tone, icon, word } = STATES[link.state]
  return (
    <li style={{ padding: '11px 14px', borderBottom: '1px solid var(--line)' }}>
      <div className="row-line">
        <span className="clamp-1 strong">{link.contactName || link.address}</span>
        <StatusBadge tone={tone} icon={icon}>{word}</StatusBadge>
      </div>
      <div className="row-sub">
        <Trans>{link.contactName ? <>{link.address} · </> : null}
        sent <MomentText at={link.madeAt} />{' · '}
        {link.firstOpenedAt === null || link.lastOpenedOn === null ? t`not opened yet` : (
          <><Trans>opened {link.openedTimes === 1 ? 'once' : t`${link.openedTimes} times`}, last
            on <DayText day={link.lastOpenedOn} /></Trans></>
        )}
        {link.state === 'open' ? <> <Trans>· works until <MomentText
          at={link.expiresAt} /></Trans></> : null}</Trans>
      </div>
      {link.state !== 'open' ? null : (
        <DeedButton endpoint={revokeLink} mt={8} size="compact-sm" variant="default"
          loading={isBusy} onClick={onRevoke} leftSection={<IconLinkOff size={14} />}
          aria-label={t`End the link of ${link.contactName || link.address}`}><Trans>End
          it</Trans></DeedButton>
      )}
    </li>
  )
}

/** The page opens in a tab of its own; nothing can be done there. */
export function PagePreview({ customerId }: { customerId: string }) {
  const preview = useDeed(previewPaymentPage)
  if (preview.data) {
    return (
      <Button component="a" href={preview.data.address} target="_blank" rel="noreferrer"
        leftSection={<IconExternalLink size={16} />} onClick={() => preview.reset()}>
        <Trans>Open the preview</Trans></Button>
    )
  }
  return (
    <>
      <Button variant="default" loading={preview.isPending} leftSection={<IconEye size={16} />}
        onClick={() => preview.mutate({ params: { customerId } })}>
        <Trans>See their payment page</Trans></Button>
      <DeedError error={preview.error} />
    </>
  )
}
