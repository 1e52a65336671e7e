// Gallery: messages, answers, notes and what is read from them.
import { Action, ReplyAction } from '#contract/actions.ts'
import { Message } from '#contract/messages.ts'
import { Draft } from '#contract/drafts.ts'
import { Note } from '#contract/notes.ts'
import { ActionComposer } from '../../components/action-composer.tsx'
import { Attachments } from '../../components/attachments.tsx'
import { DraftPreview } from '../../components/draft-preview.tsx'
import { DraftRival } from '../../components/draft-rival.tsx'
import type { DraftHandle } from '../../components/drafts.ts'
import { LinkedText } from '../../components/linked-text.tsx'
import { MailFrame } from '../../components/mail-frame.tsx'
import { MessageText } from '../../components/message-text.tsx'
import { MessageContent, MessageHead } from '../../components/message-view.tsx'
import { NoteBox, NoteCard, ThreadNotes } from '../../components/notes.tsx'
import { PresenceNote } from '../../components/presence-note.tsx'
import { ReplyComposer } from '../../components/reply-composer.tsx'
import { StaleQuestion } from '../../components/stale-question.tsx'
import { StrangerOffer } from '../../components/stranger-offer.tsx'
import { Suggestions } from '../../components/suggestions.tsx'
import { TemplatePicker } from '../../components/template-picker.tsx'
import { TheirTicket } from '../../components/their-ticket.tsx'
import type { ComponentEntry } from '../entry.ts'
import { idAt, sample, USUAL } from '../sample.ts'
import { LONG, NOW } from '../sample-words.ts'

const nothing = () => undefined
const later = () => Promise.resolve()
const message = sample(Message, USUAL, 0)
const long = sample(Message, { items: 3, isLong: true }, 1)
const draft = sample(Draft)
const handle: DraftHandle = {
  draft, content: draft, change: nothing, keeping: 'kept', keep: later, refresh: later,
  discard: later,
}

const entry = (
  name: string, files: readonly string[], render: ComponentEntry['render'],
): ComponentEntry => ({
  of: 'component', name, files: files.map((file) => `components/${file}`), render })

export const MESSAGES: readonly ComponentEntry[] = [
  entry('message', ['message-view', 'message-text', 'attachments'], () => (
    <>
      <MessageHead message={message} /><MessageContent message={message} />
      <MessageHead message={long} /><MessageContent message={long} />
    </>
  )),
  entry('message text', ['message-text'], () => (
    <MessageText message={{ ...long, text: `${LONG}\n`.repeat(60) }} />
  )),
  entry('attachments', ['attachments'], () => <Attachments message={long} />),
  entry('linked text', ['linked-text'], () => <p><LinkedText text={LONG} /></p>),
  entry('mail frame', ['mail-frame'], () => (
    <MailFrame message={message} html={`<table width="900"><tr><td>${LONG}</td></tr></table>`} />
  )),
  entry('notes', ['notes'], () => (
    <>
      <NoteBox customerId={idAt(0)} onDone={nothing} />
      <NoteCard note={sample(Note, { ...USUAL, isLong: true })} />
      <ThreadNotes customerId={idAt(0)} threadId={idAt(0)} messageId={idAt(0)} />
    </>
  )),
  entry('presence', ['presence-note'], () => (
    <PresenceNote present={[
      { userId: idAt(1), name: LONG, doing: 'replying', seenAt: NOW },
      { userId: idAt(2), name: 'Jonas Weber', doing: 'viewing', seenAt: NOW }]} />
  )),
  entry('composer', ['reply-composer', 'composer', 'draft-recipients', 'draft-text', 'draft-files'],
    () => <ReplyComposer reply={sample(ReplyAction)} onSent={nothing} onSentNext={nothing}
        onClose={nothing} />),
  entry('composer of an action', ['action-composer', 'sms-draft'], () => (
    <ActionComposer action={sample(Action)} onSent={nothing} onClose={nothing} />
  )),
  entry('two drafts', ['draft-rival'], () => (
    <DraftRival handle={handle} rival={{ ...draft, body: LONG }} />
  )),
  entry('draft preview', ['draft-preview'], () => (
    <DraftPreview handle={handle} onClose={nothing} />
  )),
  entry('stale question', ['stale-question'], () => (
    <StaleQuestion about={LONG} isBusy={false} onSend={nothing} />
  )),
  entry('stranger', ['stranger-offer'], () => <StrangerOffer message={long} />),
  entry('ticket', ['their-ticket'], () => <TheirTicket message={long} />),
  entry('suggestions', ['suggestions', 'suggestion-card', 'suggestion-fields'], () => (
    <Suggestions customerId={idAt(0)} messageId={idAt(0)} />
  )),
  entry('template picker', ['template-picker'], () => (
    <TemplatePicker draft={draft} recipient="office@example.com" onFilled={nothing}
      onClose={nothing} />
  )),
]
