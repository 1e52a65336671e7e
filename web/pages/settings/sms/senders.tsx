// The sender pool: numbers, names and services, what each may do, and why one stands still.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import {
  IconCircleCheck, IconClock, IconDownload, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus,
  IconTrash, IconX,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  addSmsSender, fetchSmsNumbers, listSmsSenders, pauseSmsSender, removeSmsSender, resumeSmsSender,
  saveSmsSender, type SmsSender,
} from '#contract/sms-senders.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { StatusBadge } from '../../../components/statuses.tsx'
import { When } from '../../../components/times.tsx'
import { countryName } from '../../../format.ts'
import { useDeed, useRead } from '../../../queries.ts'
import { DeedError, ErrorState } from '../../../ui/error-state.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { ListSkeleton } from '../../../ui/list-skeleton.tsx'
import { toast } from '../../../ui/toast.tsx'
import type { Settings } from '../sms-section.tsx'
import { FoundNumbers } from './found-numbers.tsx'
import { SenderDialog } from './sender-dialog.tsx'
import { KIND_WORDS } from './sender-words.ts'

export type Sender = z.output<typeof SmsSender>

export function Senders({ settings }: { settings: Settings }) {
  const senders = useRead(listSmsSenders, {}, { isLive: true })
  const [isAdding, setAdding] = useState(false)
  const fetched = useDeed(fetchSmsNumbers)
  const whyNot = settings.account === null && !settings.hasInstallationAccount
    ? t`Save an account first; its numbers are fetched.` : null
  return (
    <section className="card card-flush" aria-label={t`Senders`} id="sms-senders">
      <div className="way-list-head">
        <h2><Trans>Senders</Trans></h2>
        <Group gap="xs">
          <DeedButton endpoint={fetchSmsNumbers} size="compact-sm" variant="default"
            whyNot={whyNot} loading={fetched.isPending} leftSection={<IconDownload size={14} />}
            onClick={() => fetched.mutate({})}><Trans>Fetch from the account</Trans></DeedButton>
          <DeedButton endpoint={addSmsSender} size="compact-sm" variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAdding(true)}><Trans>Add a sender</Trans></DeedButton>
        </Group>
      </div>
      {fetched.error ? <div className="way-line"><DeedError error={fetched.error} /></div> : null}
      {fetched.data ? <FoundNumbers found={fetched.data.items} known={senders.data?.items ?? []}
        onDone={fetched.reset} /> : null}
      {senders.error && !senders.data
        ? <ErrorState error={senders.error} onRetry={() => void senders.refetch()} /> : null}
      {senders.isPending ? <ListSkeleton rows={1} /> : null}
      {senders.data?.items.length === 0 ? (
        <div className="way-empty"><Trans>None yet. Without one that fits a customer’s country,
          nothing is texted there.</Trans></div>
      ) : null}
      {senders.data?.items.map((sender) => <SenderLine key={sender.id} sender={sender} />)}
      {isAdding ? <SenderDialog sender={null} onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

function SenderLine({ sender }: { sender: Sender }) {
  const [open, setOpen] = useState<'edit' | 'pause' | 'remove' | null>(null)
  const params = { senderId: sender.id }
  const resume = useDeed(resumeSmsSender, () => toast(t`It sends again.`))
  const name = formatPhone(sender.address)
  const close = () => setOpen(null)
  return (
    <div className="way-line">
      <div className="way-line-text">
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
          <span className="strong" style={{ overflowWrap: 'anywhere' }}>{name}</span>
          <StateBadge sender={sender} />
        </div>
        <div className="dim small">{[
          sender.label, KIND_WORDS[sender.kind], sender.isTwoWay ? 'two-way' : 'one-way',
        ].filter((part) => part !== '').join(' · ')}</div>
        <div className="dim tiny" style={{ marginTop: 2 }}>{servedText(sender)}</div>
      </div>
      <div className="way-line-deeds">
        {sender.pausedAt === null ? (
          <DeedButton endpoint={pauseSmsSender} size="compact-sm" variant="default"
            leftSection={<IconPlayerPause size={14} />}
            onClick={() => setOpen('pause')}><Trans>Pause</Trans></DeedButton>
        ) : (
          <DeedButton endpoint={resumeSmsSender} size="compact-sm" variant="default"
            loading={resume.isPending} leftSection={<IconPlayerPlay size={14} />}
            onClick={() => resume.mutate({ params })}><Trans>Resume</Trans></DeedButton>
        )}
        <DeedButton endpoint={saveSmsSender} size="compact-sm" variant="default"
          aria-label={t`Edit ${name}`} onClick={() => setOpen('edit')}>
          <IconPencil size={14} aria-hidden /></DeedButton>
        <DeedButton endpoint={removeSmsSender} size="compact-sm" variant="default"
          aria-label={t`Remove ${name}`} onClick={() => setOpen('remove')}>
          <IconTrash size={14} aria-hidden /></DeedButton>
      </div>
      {sender.pausedAt === null ? null : (
        <div className="note tone-warn" style={{ width: '100%' }}>
          <IconPlayerPause size={16} aria-hidden />
          <div className="note-body"><Trans>Paused</Trans> <When
            at={sender.pausedAt} />: {sender.pausedWhy}</div>
        </div>
      )}
      <DeedError error={resume.error} />
      {open === 'edit' ? <SenderDialog sender={sender} onClose={close} /> : null}
      {open === 'pause' ? <PauseDialog sender={sender} onClose={close} /> : null}
      {open === 'remove' ? <RemoveDialog sender={sender} onClose={close} /> : null}
    </div>
  )
}

const servedText = ({ countries, ownCountry }: Sender): string => {
  if (countries.length > 0) return t`For ${countries.map(countryName).join(', ')}`
  return ownCountry === null ? t`For no country yet: edit it and choose some`
    : t`For ${countryName(ownCountry)}, its own country`
}

function StateBadge({ sender }: { sender: Sender }) {
  if (sender.pausedAt !== null) {
    return <StatusBadge tone="warn" icon={IconPlayerPause}><Trans>Paused</Trans></StatusBadge>
  }
  switch (sender.registration) {
    case 'pending': return <StatusBadge tone="warn" icon={IconClock}><Trans>Being
    registered</Trans></StatusBadge>
    case 'refused': return <StatusBadge tone="bad" icon={IconX}><Trans>Registration
    refused</Trans></StatusBadge>
    case 'registered':
      return <StatusBadge tone="good" icon={IconCircleCheck}><Trans>Registered</Trans></StatusBadge>
    case 'not_needed': return <StatusBadge tone="good"
      icon={IconCircleCheck}><Trans>Ready</Trans></StatusBadge>
  }
}

function PauseDialog({ sender, onClose }: { sender: Sender; onClose: () => void }) {
  const pause = useDeed(pauseSmsSender, onClose)
  return (
    <FormDialog title={t`Pause ${formatPhone(sender.address)}?`} onClose={onClose} save={t`Pause`}
      error={pause.error} isBusy={pause.isPending}
      onSubmit={() => pause.mutate({ params: { senderId: sender.id }, body: {} })}>
      <div className="small"><Trans>Nothing is sent from it until you resume it. Where another
        sender fits, that one is used; elsewhere SMS wait.</Trans></div>
    </FormDialog>
  )
}

function RemoveDialog({ sender, onClose }: { sender: Sender; onClose: () => void }) {
  const name = formatPhone(sender.address)
  const remove = useDeed(removeSmsSender, () => {
    toast(`${name} is out of the pool.`)
    onClose()
  })
  return (
    <FormDialog title={t`Remove ${name}?`} onClose={onClose} save={t`Remove`} error={remove.error}
      isBusy={remove.isPending}
      onSubmit={() => remove.mutate({ params: { senderId: sender.id } })}>
      <div className="small"><Trans>What it sent stays on the timelines. It can be added again
        later.</Trans></div>
    </FormDialog>
  )
}
