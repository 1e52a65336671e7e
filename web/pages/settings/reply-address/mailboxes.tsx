// The mailboxes that are read by IMAP: how each is doing, and what can be done about it.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import {
  IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconPencil, IconPlus, IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  addMailbox, checkMailbox, listMailboxes, type Mailbox, removeMailbox, saveMailbox,
} from '#contract/ways-in.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { StatusBadge } from '../../../components/statuses.tsx'
import { When } from '../../../components/times.tsx'
import { useDeed, useRead } from '../../../queries.ts'
import { DeedError, ErrorState } from '../../../ui/error-state.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { ListSkeleton } from '../../../ui/list-skeleton.tsx'
import { toast } from '../../../ui/toast.tsx'
import { MailboxDialog } from './mailbox-dialog.tsx'

type Box = z.output<typeof Mailbox>

export function Mailboxes() {
  const mailboxes = useRead(listMailboxes, {}, { isLive: true })
  const [isAdding, setIsAdding] = useState(false)
  return (
    <section className="card card-flush way-not-printed" aria-label={t`Mailboxes read by IMAP`}>
      <div className="way-list-head">
        <h2><Trans>Mailboxes read by IMAP</Trans></h2>
        <DeedButton endpoint={addMailbox} size="compact-sm" variant="default"
          leftSection={<IconPlus size={14} />} onClick={() => setIsAdding(true)}>
          <Trans>Read a mailbox</Trans></DeedButton>
      </div>
      {mailboxes.error && !mailboxes.data
        ? <ErrorState error={mailboxes.error} onRetry={() => void mailboxes.refetch()} /> : null}
      {mailboxes.isPending ? <ListSkeleton rows={1} /> : null}
      {mailboxes.data?.items.length === 0 ? (
        <div className="way-empty"><Trans>None. Mail that is forwarded needs no mailbox
          here.</Trans></div>
      ) : null}
      {mailboxes.data?.items.map((box) => <MailboxLine key={box.id} box={box} />)}
      {isAdding ? <MailboxDialog box={null} onClose={() => setIsAdding(false)} /> : null}
    </section>
  )
}

function MailboxLine({ box }: { box: Box }) {
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const check = useDeed(checkMailbox, (now) => {
    if (now.state === 'working') toast(t`${now.name} works.`)
  })
  return (
    <div className="way-line">
      <div className="way-line-text">
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
          <span className="strong" style={{ overflowWrap: 'anywhere' }}>{box.name}</span>
          <StateBadge state={box.state} />
        </div>
        <div className="dim small" style={{ overflowWrap: 'anywhere' }}>
          <Trans>{box.user} at {box.host}
          {box.sentFolder === null ? null : <> <Trans>· also “{box.sentFolder}”</Trans></>}</Trans>
        </div>
        <div className="dim tiny" style={{ marginTop: 2 }}>
          {box.lastCheckedAt === null ? t`Not looked into yet`
            : <><Trans>Looked into</Trans> <When at={box.lastCheckedAt} /></>}
          {box.lastMailAt === null ? null : <> <Trans>· last mail</Trans> <When
            at={box.lastMailAt} /></>}
        </div>
      </div>
      <div className="way-line-deeds">
        <DeedButton endpoint={checkMailbox} size="compact-sm" variant="default"
          loading={check.isPending} leftSection={<IconRefresh size={14} />}
          onClick={() => check.mutate({ params: { mailboxId: box.id } })}><Trans>Check
          now</Trans></DeedButton>
        <DeedButton endpoint={saveMailbox} size="compact-sm" variant="default"
          aria-label={t`Edit ${box.name}`} onClick={() => setOpen('edit')}>
          <IconPencil size={14} aria-hidden /></DeedButton>
        <DeedButton endpoint={removeMailbox} size="compact-sm" variant="default"
          aria-label={t`Remove ${box.name}`} onClick={() => setOpen('remove')}>
          <IconTrash size={14} aria-hidden /></DeedButton>
      </div>
      <Trouble box={box} />
      <DeedError error={check.error} />
      {open === 'edit' ? <MailboxDialog box={box} onClose={() => setOpen(null)} /> : null}
      {open === 'remove' ? <RemoveDialog box={box} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}

function StateBadge({ state }: { state: Box['state'] }) {
  if (state === 'working') {
    return <StatusBadge tone="good" icon={IconCircleCheck}><Trans>Works</Trans></StatusBadge>
  }
  return state === 'failing'
    ? <StatusBadge tone="bad" icon={IconAlertTriangle}><Trans>Failing</Trans></StatusBadge>
    : <StatusBadge tone="calm" icon={IconCircleDashed}><Trans>New</Trans></StatusBadge>
}

function Trouble({ box }: { box: Box }) {
  return (
    <>
      {box.state === 'failing' ? (
        <div className="note tone-bad" style={{ width: '100%' }}>
          <IconAlertTriangle size={16} aria-hidden />
          <div className="note-body">
            {box.lastError}
            {box.failingSince === null ? null : (
              <div className="tiny" style={{ marginTop: 3 }}><Trans>Since <When
                at={box.failingSince} />. Mail waits in the mailbox and nothing is lost: once it
                works, all of it is read.</Trans>
              </div>
            )}
          </div>
        </div>
      ) : null}
      {box.gaps.length > 0 ? (
        <div className="note tone-warn" style={{ width: '100%' }}>
          <IconAlertTriangle size={16} aria-hidden />
          <div className="note-body">
            <Trans>{box.gaps.length === 1 ? t`One message could not be fetched`
              : t`${box.gaps.length} messages could not be fetched`}; look at{' '}
            <Plural value={box.gaps.length} one="it" other="them" /> in the mailbox. Check now tries
              again.</Trans>
            <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }} className="tiny">
              {box.gaps.slice(0, 5).map((gap) => (
                <li key={`${gap.folder} ${gap.uid}`}><Trans>{gap.folder},
                  UID {gap.uid},</Trans>{' '}
                  <When at={gap.notedAt} />: {gap.why}</li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
    </>
  )
}

function RemoveDialog({ box, onClose }: { box: Box; onClose: () => void }) {
  const remove = useDeed(removeMailbox, () => {
    toast(`${box.name} is not read any more.`)
    onClose()
  })
  return (
    <FormDialog title={t`Stop reading ${box.name}?`} onClose={onClose} save={t`Stop reading`}
      error={remove.error} isBusy={remove.isPending}
      onSubmit={() => remove.mutate({ params: { mailboxId: box.id } })}>
      <div className="small"><Trans>What came out of it stays here. Answers that come into it from
        now on are not seen, unless they get here another way.</Trans></div>
    </FormDialog>
  )
}

