// The composer as an answer to a customer's message: right recipients, right thread.
import { t } from '@lingui/core/macro'
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { getReplyAction, type ReplyAction } from '#contract/actions.ts'
import { getCustomer } from '#contract/customers.ts'
import { getDraft } from '#contract/drafts.ts'
import { composeMessage } from '#contract/messages.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { ApiProblem, call } from '../api.ts'
import { queryClient, useRead } from '../queries.ts'
import { Composer } from './composer.tsx'
import type { Content, DraftAnswer } from './drafts.ts'
import { useSession } from './session.tsx'
import { usePresence } from './use-presence.ts'

/** Answers what waits for an answer, wherever it is opened: one draft. */
export function ReplyComposer({ reply, onSent, onSentNext, onClose }: {
  reply: z.output<typeof ReplyAction>
  onSent: () => void
  onSentNext?: (() => void) | undefined
  onClose: () => void
}) {
  const { newest } = reply
  return <MessageComposer about={`reply-${reply.id}`} customerId={reply.customerId} answers={reply}
    title={t`Reply to ${newest.fromName || formatPhone(newest.from)}`}
    onSent={onSent} onSentNext={onSentNext} onClose={onClose} />
}

/** A person's own message: an answer to a message, or a new one. */
export function MessageComposer({
  about, customerId, title, startsBy = null, answers = null, ...rest
}: {
  about: string
  customerId: string
  title: string
  /** Begins by this channel instead of the one that it would be. */
  startsBy?: 'sms' | null
  /** What waits, as it was on screen when this was opened. */
  answers?: Pick<z.output<typeof ReplyAction>, 'id' | 'newestMessageId'> | null
  onSent: () => void
  onSentNext?: (() => void) | undefined
  onClose: () => void
}) {
  const { me } = useSession()
  const [hasCollided, setCollided] = useState(false)
  const [confirmCollision, setConfirmed] = useState(false)
  // Mail that comes while one writes is read anew behind the text: it counts as seen once told of.
  const [seenId, setSeenId] = useState(answers?.newestMessageId ?? null)
  usePresence(about.replace('reply-', 'reply:'), 'replying', about.startsWith('reply-'))
  const customer = useRead(getCustomer, { params: { customerId } })
  const contacts = customer.data?.contacts ?? []
  const emails = contacts.flatMap((contact) => contact.emails)
  const phones = contacts.flatMap((contact) => contact.phones)
  const { by, toggle } = useOtherChannel(about, startsBy)
  const send = async (content: Content, draft: DraftAnswer, confirmStale: boolean) => {
    try {
      const asRead = { ...draft, newestMessageId: seenId ?? draft.newestMessageId }
      return await sendMessage(content, asRead,
        { undoSeconds: me.undoSeconds, confirmCollision, confirmStale })
    } catch (error) {
      if (answers && error instanceof ApiProblem && error.status === 409) {
        setSeenId(await newestOf(answers.id) ?? seenId)
      }
      if (error instanceof ApiProblem && error.code === 'somebody_is_replying') setCollided(true)
      throw error
    }
  }
  return (
    <>
      <Composer key={by ?? ''} about={by === null ? about : `${about}.${by}`} title={title}
        emails={emails} phones={phones} {...rest} send={send}
        onSwitch={phones.length > 0 && emails.length > 0 ? toggle : undefined} />
      {hasCollided ? (
        <Checkbox mt="xs" checked={confirmCollision} label={t`Send mine all the same`}
          onChange={(event) => setConfirmed(event.currentTarget.checked)} />
      ) : null}
    </>
  )
}

/** Each channel has a draft of its own, so that what was written by the other one is kept. */
function useOtherChannel(about: string, startsBy: 'sms' | null) {
  const [by, setBy] = useState<'sms' | 'email' | null>(startsBy)
  const toggle = () => {
    const shown = queryClient.getQueryData<DraftAnswer>([getDraft.path, { params: { about } }])
    setBy(by !== null ? null : shown?.channel === 'sms' ? 'email' : 'sms')
  }
  return { by, toggle }
}

/** Null when the server cannot be asked: then the next sending is stopped as well. */
const newestOf = (replyActionId: string): Promise<string | null> =>
  call(getReplyAction, { params: { replyActionId } })
    .then(({ newestMessageId }) => newestMessageId, () => null)

async function sendMessage(
  content: Content, draft: DraftAnswer,
  how: { undoSeconds: number; confirmCollision: boolean; confirmStale: boolean },
): Promise<string> {
  const { newestMessageId, replyActionId } = draft
  const isMail = draft.channel === 'email'
  const sent = await call(composeMessage, {
    body: {
      customerId: draft.customerId, channel: draft.channel === 'sms' ? 'sms' : 'email',
      to: content.to, cc: content.cc, bcc: content.bcc, subject: content.subject,
      body: content.body, ...how, draft: draft.about,
      ...(isMail ? {
        quotesOriginal: content.quotesOriginal, enclosesStatement: content.enclosesStatement,
        enclosedInvoiceIds: content.enclosedInvoiceIds,
      } : {}),
      ...(newestMessageId === null ? {} : { inReplyToMessageId: newestMessageId }),
      ...(replyActionId === null || newestMessageId === null ? {}
        : { replyActionId, newestSeenMessageId: newestMessageId }),
    },
  })
  return sent.id
}
