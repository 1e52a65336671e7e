// A message that fits no customer: whose it may be and why, to be linked, or put away as not ours.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox, Group, Stack } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import { emailDomain, isFreeMailDomain } from '#domain/mail/match-mail.ts'
import { listCandidates, unlinkMessage, type Candidate } from '#contract/inbox.ts'
import { dismissMessage, getMessage, linkMessage } from '#contract/messages.ts'
import { call } from '../../api.ts'
import { CustomerPicker } from '../../components/customer-picker.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { useShortcut } from '../../keys.ts'
import { queryClient, useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { InboxItem } from './inbox-list.tsx'
import { SingleMessage } from './single-message.tsx'
import { anyOf } from '../../format.ts'

type CandidateAnswer = z.output<typeof Candidate>

export function UnmatchedDetail({ item, onDone }: { item: InboxItem; onDone: () => void }) {
  const messageId = item.messageId ?? item.id
  const message = useRead(getMessage, { params: { messageId } })
  const candidates = useRead(listCandidates, { params: { messageId } })
  if (message.error) {
    return <ErrorState error={message.error} onRetry={() => void message.refetch()} />
  }
  if (!message.data) return <div className="card"><ListSkeleton rows={4} /></div>
  return (
    <div className="stack" style={{ gap: 12 }}>
      <section className="card" aria-label={t`Whose is it?`}
      id="inbox-item" data-chosen-item tabIndex={-1}>
        <h2 style={{ margin: '0 0 4px' }}><Trans>Whose is it?</Trans></h2>
        <Held candidates={candidates.data?.items ?? []} />
        <LinkForm key={messageId} messageId={messageId} from={item.from} onDone={onDone}
          candidates={candidates.data?.items ?? []} />
      </section>
      <SingleMessage message={message.data} />
    </div>
  )
}

function Held({ candidates }: { candidates: readonly CandidateAnswer[] }) {
  const held = candidates.filter(({ isHeld }) => isHeld)
  if (held.length === 0) {
    return <p className="dim small" style={{ margin: '0 0 12px' }}>
      <Trans>Nobody is held by this message until it is linked.</Trans></p>
  }
  return (
    <div className="note tone-warn" style={{ margin: '6px 0 12px' }}>
      <IconLock size={16} aria-hidden />
      <div className="note-body">{held.length === 2
        ? <Trans>It may be from {anyOf(held.map(({ customerName }) => customerName))}. Reminders to
          both are held today, until somebody says whose it is.</Trans>
        : <Trans>It may be from {anyOf(held.map(({ customerName }) => customerName))}. Reminders to
          all of them are held today, until somebody says whose it is.</Trans>}</div>
    </div>
  )
}

function LinkForm({ messageId, from, candidates, onDone }: {
  messageId: string; from: string; candidates: readonly CandidateAnswer[]; onDone: () => void
}) {
  const [picked, setPicked] = useState<string | null>(null)
  const [addContact, setAddContact] = useState(true)
  const [alwaysForDomain, setAlways] = useState(false)
  const params = { messageId }
  const back = () => void unlink(messageId)
  const link = useDeed(linkMessage, (linked) => {
    onDone()
    toastUndo(t`Linked to ${linked.customerName ?? t`the customer`}.`, back)
  })
  const dismiss = useDeed(dismissMessage, () => {
    onDone()
    toastUndo(t`Put away: not ours.`, back)
  })
  const doDismiss = () => dismiss.mutate({ params })
  useShortcut('ignore', doDismiss)
  const domain = emailDomain(from)
  const isFree = domain === '' || isFreeMailDomain(domain)
  const isKnown = candidates.some(({ customerId, because }) =>
    customerId === picked && because === 'address')
  return (
    <Stack gap="sm">
      {candidates.map((candidate) => (
        <CandidateRow key={candidate.customerId} candidate={candidate}
          isPicked={candidate.customerId === picked}
          onPick={() => setPicked(candidate.customerId)} />
      ))}
      <CustomerPicker label={candidates.length === 0 ? t`Customer` : t`Another customer`}
        value={candidates.some(({ customerId }) => customerId === picked) ? null : picked}
        onChange={setPicked} />
      {isKnown ? null : (
        <Checkbox checked={addContact} onChange={(event) =>
          setAddContact(event.currentTarget.checked)} label={t`New contact: add ${from}`} />
      )}
      <Checkbox checked={alwaysForDomain && !isFree} disabled={isFree}
        label={domain === '' ? t`Always for this domain` : t`Always for @${domain}`}
        description={isFree
          ? t`Not possible: anybody can have an address there. Add the sender as a contact instead.`
          : t`Every later message from there goes to this customer.`}
        onChange={(event) => setAlways(event.currentTarget.checked)} />
      <DeedError error={link.error ?? dismiss.error} />
      <Group gap="xs">
        <DeedButton endpoint={linkMessage} loading={link.isPending}
          whyNot={picked === null ? t`Choose the customer first.` : null}
          onClick={() => {
            if (picked === null) return
            link.mutate({ params, body: {
              customerId: picked, addContact: addContact && !isKnown,
              alwaysForDomain: alwaysForDomain && !isFree,
            } })
          }}><Trans>Link to customer</Trans></DeedButton>
        <DeedButton endpoint={dismissMessage} variant="default" loading={dismiss.isPending}
          rightSection={<KeyHint shortcut="ignore" />} onClick={doDismiss}><Trans>Not
          ours</Trans></DeedButton>
      </Group>
    </Stack>
  )
}

function CandidateRow({ candidate, isPicked, onPick }: {
  candidate: CandidateAnswer; isPicked: boolean; onPick: () => void
}) {
  return (
    <button type="button" className="choice-row" aria-pressed={isPicked} onClick={onPick}>
      <span style={{ minWidth: 0, flex: 1 }}>
        <span className="strong clamp-2">{candidate.customerName}
          <span className="dim" style={{ fontWeight: 400 }}> {candidate.reference}</span></span>
        <span className="dim small" style={{ overflowWrap: 'anywhere' }}>
          {candidate.evidence}{candidate.isHeld ? ` · ${t`held today`}` : ''}</span>
      </span>
    </button>
  )
}

async function unlink(messageId: string): Promise<void> {
  try {
    await call(unlinkMessage, { params: { messageId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}
