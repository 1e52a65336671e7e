// Where a message is written: recipients, text, files; the draft survives until it is sent.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  ActionIcon, Anchor, Button, Group, SegmentedControl, Skeleton, TextInput,
} from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { MOST_RECIPIENTS } from '#contract/drafts.ts'
import { composeMessage } from '#contract/messages.ts'
import { gapsIn } from '#domain/mail/answer-mail.ts'
import { queryClient } from '../queries.ts'
import { ApiProblem } from '../api.ts'
import { useShortcut } from '../keys.ts'
import { DeedError, ErrorState } from '../ui/error-state.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { DeedButton } from './deed-button.tsx'
import { DraftPreview } from './draft-preview.tsx'
import { DraftFiles } from './draft-files.tsx'
import { DraftRecipients } from './draft-recipients.tsx'
import { DraftRival } from './draft-rival.tsx'
import { DraftText } from './draft-text.tsx'
import { forgetDraft, useDraft, type Content, type DraftAnswer, type DraftHandle, type Keeping }
  from './drafts.ts'
import { showLeaving } from './leaving-toast.tsx'
import { useSession } from './session.tsx'
import { isAboutAge, StaleQuestion } from './stale-question.tsx'
import { SmsCount, SmsRecipient, useSmsPreview, whyNoSms } from './sms-draft.tsx'
import './composer.css'

export interface ComposerProps {
  /** One draft a thing written about: the same words wherever it is opened. */
  about: string
  title: string
  emails: readonly string[]
  phones: readonly string[]
  /** Goes on by the other channel, in a draft of its own; left out where there is only one. */
  onSwitch?: (() => void) | undefined
  /** Hands the words over; gives back the id of the message that can still be undone. */
  send: (content: Content, draft: DraftAnswer, confirmStale: boolean) => Promise<string | null>
  onSent: () => void
  /** Where there is a next one to go to. */
  onSentNext?: (() => void) | undefined
  onClose: () => void
}

export function Composer(props: ComposerProps) {
  const { error, retry, handle } = useDraft(props.about)
  if (error) return <ErrorState error={error} onRetry={retry} />
  if (!handle) return <Skeleton height={280} radius="md" />
  return <Editor {...props} handle={handle} />
}

function Editor({ handle, ...props }: ComposerProps & { handle: DraftHandle }) {
  const { draft, content, change } = handle
  const { onClose } = props
  const preview = useSmsPreview(handle)
  const sending = useSending(props, handle, whyNoSms(handle, preview.data))
  const body = useRef<HTMLTextAreaElement>(null)
  useShortcut('send', () => sending.trySend(props.onSent))
  useShortcut('sendNext', () => sending.trySend(props.onSentNext ?? props.onSent))
  useShortcut('leave', onClose)
  const [isPreviewing, setPreviewing] = useState(false)
  useShortcut('preview', () => setPreviewing(true))
  const isMail = draft.channel === 'email'
  const isSms = draft.channel === 'sms'
  return (
    <section className="card composer" aria-label={props.title} onBlur={(event) => {
      if (event.currentTarget.contains(event.relatedTarget)) return
      void handle.keep().catch(() => undefined)
    }}>
      <div className="card-title">
        <span className="clamp-1">{props.title}</span>
        <ActionIcon aria-label={t`Close; the draft is kept`} onClick={onClose}><IconX size={16} />
        </ActionIcon>
      </div>
      <div className="stack" style={{ gap: 10 }}>
        {props.onSwitch === undefined ? null
          : <ChannelSwitch channel={draft.channel} onSwitch={props.onSwitch} />}
        {isSms ? <SmsRecipient handle={handle} phones={props.phones} preview={preview} />
          : <DraftRecipients handle={handle} addresses={props.emails} />}
        {isSms ? null : (
          <TextInput label={t`Subject`} value={content.subject} maxLength={500}
            error={gapsIn(content.subject).length > 0 ? t`Fill in what is in braces.` : null}
            onChange={(event) => change({ subject: event.currentTarget.value })} />
        )}
        {draft.rival === null ? <DraftText handle={handle} inputRef={body} />
          : <DraftRival handle={handle} rival={draft.rival} />}
        {isSms && draft.rival === null
          ? <SmsCount handle={handle} preview={preview.data} /> : null}
        {isMail ? <DraftFiles handle={handle} /> : null}
        {isAboutAge(sending.error) ? (
          <StaleQuestion about={sending.error.message} isBusy={sending.isPending}
            onSend={sending.sendAnyway} />
        ) : <DeedError error={sending.error} />}
        <Group justify="space-between" gap="sm">
          <span className="composer-state">
            <Kept keeping={handle.keeping} />
            <DiscardDraft handle={handle} onClose={onClose} />
          </span>
          <Group gap="xs">
            <Button variant="subtle" onClick={() => setPreviewing(true)}
              rightSection={<KeyHint shortcut="preview" />}><Trans>Preview</Trans></Button>
            {props.onSentNext === undefined ? null : (
              <Button variant="default" onClick={() => sending.trySend(props.onSentNext)}
                disabled={sending.whyNot !== null || sending.isPending}
                rightSection={<KeyHint shortcut="sendNext" />}><Trans>Send and next</Trans></Button>
            )}
            <DeedButton endpoint={composeMessage} whyNot={sending.whyNot}
              loading={sending.isPending} rightSection={<KeyHint shortcut="send" />}
              onClick={() => sending.trySend(props.onSent)}><Trans>Send</Trans></DeedButton>
          </Group>
        </Group>
        {isPreviewing
          ? <DraftPreview handle={handle} onClose={() => setPreviewing(false)} /> : null}
      </div>
    </section>
  )
}

const ChannelSwitch = ({ channel, onSwitch }: { channel: string; onSwitch: () => void }) => (
  <SegmentedControl size="xs" aria-label={t`Send by`} value={channel} w="fit-content" data={[
    { value: 'email', label: t`E-mail` }, { value: 'sms', label: 'SMS' },
  ]} onChange={(chosen) => {
    if (chosen !== channel) onSwitch()
  }} />
)

const KEPT: Record<Keeping, string> = {
  new: '', typing: t`Keeping the draft…`, kept: t`Draft kept`,
  here: t`Draft kept in this browser; the server cannot be reached`,
}

const Kept = ({ keeping }: { keeping: Keeping }) =>
  <span className="dim tiny" role="status">{KEPT[keeping]}</span>

function DiscardDraft({ handle, onClose }: { handle: DraftHandle; onClose: () => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const discard = async () => {
    try {
      await handle.discard()
      onClose()
    } catch (error) {
      if (error instanceof Error) setProblem(error.message)
    }
  }
  return (
    <>
      <Anchor component="button" type="button" size="sm" c="dimmed"
        onClick={() => void discard()}><Trans>Discard draft</Trans></Anchor>
      {problem === null ? null : <span className="tiny" role="alert">{problem}</span>}
    </>
  )
}

function whyNotYet({ draft, content }: DraftHandle): string | null {
  const recipients = [...content.to, ...content.cc, ...content.bcc]
  const stopped = draft.suppressed.find(({ address }) =>
    recipients.some((one) => one.toLowerCase() === address))
  const gaps = gapsIn(`${content.subject}\n${content.body}`)
  if (draft.rival !== null) return t`Choose one of the two texts first.`
  if (draft.channel !== 'letter' && content.to.length === 0) return t`Add a recipient first.`
  if (recipients.length > MOST_RECIPIENTS) {
    return t`A message may go to ${MOST_RECIPIENTS} people at most.`
  }
  if (stopped) return t`${stopped.address} must not be written to; remove it first.`
  if (gaps.length > 0) return t`Fill in ${gaps.join(', ')} first.`
  return content.body.trim() === '' ? t`Write something first.` : null
}

function useSending(
  { about, send }: ComposerProps, handle: DraftHandle, whyNoSmsNow: string | null,
) {
  const { me } = useSession()
  const whyNot = whyNotYet(handle) ?? whyNoSmsNow
  const deed = useMutation<string | null, Error, Wish>({
    mutationFn: async ({ confirmStale }) => {
      // What is on the server goes with the message, and is what undo brings back.
      await handle.keep()
      return send(handle.content, handle.draft, confirmStale)
    },
    onSuccess: (messageId, { onSent }) => {
      forgetDraft(about)
      showLeaving({
        messageId, undoSeconds: me.undoSeconds, onUndone: () => forgetDraft(about),
      })
      void queryClient.invalidateQueries()
      onSent?.()
    },
    onError: (error) => {
      // A newer answer came while this was written: show it, and let the person decide again.
      if (error instanceof ApiProblem && error.status === 409) void queryClient.invalidateQueries()
    },
  })
  const trySend = (onSent: (() => void) | undefined) => {
    if (whyNot === null && !deed.isPending) deed.mutate({ onSent, confirmStale: false })
  }
  const sendAnyway = () => {
    if (whyNot === null && !deed.isPending) {
      deed.mutate({ onSent: deed.variables?.onSent, confirmStale: true })
    }
  }
  return { ...deed, whyNot, trySend, sendAnyway }
}

interface Wish { onSent: (() => void) | undefined; confirmStale: boolean }
