// Where a message is written: recipients, subject, text; the draft survives until it is sent.
import { ActionIcon, Anchor, Group, TagsInput, Textarea, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { composeMessage } from '#contract/messages.ts'
import { queryClient } from '../queries.ts'
import { ApiProblem } from '../api.ts'
import { useShortcut } from '../keys.ts'
import { DeedError } from '../ui/error-state.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { DeedButton } from './deed-button.tsx'
import { dropDraft, storeDraft, useDraft, type Draft } from './drafts.ts'
import { showLeaving } from './leaving-toast.tsx'
import { useSession } from './session.tsx'

export interface ComposerProps {
  /** One draft a key: the same words wherever the conversation is opened. */
  draftKey: string
  initial: Draft
  title: string
  addresses: readonly string[]
  channel: 'email' | 'sms' | 'letter'
  /** Hands the draft over; gives back the id of the message that can still be undone. */
  send: (draft: Draft) => Promise<string | null>
  onSent: () => void
  onClose: () => void
}

export function Composer(props: ComposerProps) {
  const { draftKey, initial, channel, onClose } = props
  const [draft, change] = useDraft(draftKey, initial)
  const [hasCc, setHasCc] = useState(draft.cc.length > 0)
  const sending = useSending(props, draft)
  const body = useRef<HTMLTextAreaElement>(null)
  useEffect(() => body.current?.focus({ preventScroll: true }), [draftKey])
  useShortcut('send', () => sending.trySend())
  useShortcut('leave', onClose)
  const isMail = channel === 'email'
  return (
    <section className="card" aria-label={props.title}>
      <div className="card-title">
        <span className="clamp-1">{props.title}</span>
        <ActionIcon aria-label="Close; the draft is kept" onClick={onClose}><IconX size={16} />
        </ActionIcon>
      </div>
      <div className="stack" style={{ gap: 10 }}>
        <div>
          <TagsInput label="To" value={draft.to} onChange={(to) => change({ to })}
            data={[...props.addresses]} splitChars={[',', ';', ' ']} acceptValueOnBlur
            readOnly={channel === 'letter'}
            placeholder={draft.to.length > 0 ? '' : isMail ? 'name@company.com' : '+49 170 …'} />
          {!isMail || hasCc ? null : (
            <Anchor component="button" type="button" size="xs" mt={4}
              onClick={() => setHasCc(true)}>Add a copy</Anchor>
          )}
        </div>
        {isMail && hasCc ? (
          <TagsInput label="Copy" value={draft.cc} onChange={(cc) => change({ cc })}
            data={[...props.addresses]} splitChars={[',', ';', ' ']} acceptValueOnBlur />
        ) : null}
        {channel === 'sms' ? null : (
          <TextInput label="Subject" value={draft.subject} maxLength={500}
            onChange={(event) => change({ subject: event.currentTarget.value })} />
        )}
        <Textarea ref={body} label="Message" autosize minRows={6} maxRows={18} value={draft.body}
          onChange={(event) => change({ body: event.currentTarget.value })} />
        <DeedError error={sending.error} />
        <Group justify="space-between" gap="sm">
          <DiscardDraft {...props} onDiscard={() => change(initial)} />
          <DeedButton endpoint={composeMessage} whyNot={sending.whyNot} loading={sending.isPending}
            rightSection={<KeyHint shortcut="send" />} onClick={sending.trySend}>Send</DeedButton>
        </Group>
      </div>
    </section>
  )
}

function DiscardDraft({ draftKey, onClose, onDiscard }: ComposerProps & {
  onDiscard: () => void
}) {
  return (
    <Anchor component="button" type="button" size="sm" c="dimmed" onClick={() => {
      onDiscard()
      dropDraft(draftKey)
      onClose()
    }}>Discard draft</Anchor>
  )
}

function useSending({ draftKey, send, onSent }: ComposerProps, draft: Draft) {
  const { me } = useSession()
  const whyNot = draft.to.length === 0 ? 'Add a recipient first.'
    : draft.body.trim() === '' ? 'Write something first.' : null
  const deed = useMutation<string | null, Error>({
    mutationFn: () => send(draft),
    onSuccess: (messageId) => {
      dropDraft(draftKey)
      showLeaving({
        messageId, undoSeconds: me.undoSeconds,
        onUndone: () => storeDraft(draftKey, draft),
      })
      void queryClient.invalidateQueries()
      onSent()
    },
    onError: (error) => {
      // A newer answer came while this was written: show it, and let the person decide again.
      if (error instanceof ApiProblem && error.status === 409) void queryClient.invalidateQueries()
    },
  })
  const trySend = () => {
    if (whyNot === null && !deed.isPending) deed.mutate()
  }
  return { ...deed, whyNot, trySend }
}
