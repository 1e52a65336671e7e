// Internal notes: written, shown apart from what customers see, changed by who wrote them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, Group, Textarea } from '@mantine/core'
import { IconLock, IconPencil, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { changeNote, listNotes, removeNote, writeNote } from '#contract/notes.ts'
import { useDeed, useRead } from '../queries.ts'
import { useShortcut } from '../keys.ts'
import { DeedError } from '../ui/error-state.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { DeedButton } from './deed-button.tsx'
import { useSession } from './session.tsx'
import { When } from './times.tsx'
import './composer.css'

/** A note on a customer, or at a message. */
export function NoteBox({ customerId, messageId, onDone }: {
  customerId: string; messageId?: string | undefined; onDone: () => void
}) {
  const [body, setBody] = useState('')
  const write = useDeed(writeNote, onDone)
  const trySave = () => {
    if (body.trim() === '' || write.isPending) return
    write.mutate({
      params: { customerId }, body: { body, ...(messageId === undefined ? {} : { messageId }) },
    })
  }
  useShortcut('send', trySave)
  useShortcut('leave', onDone)
  return (
    <section className="internal" aria-label={t`Internal note`}>
      <InternalLabel />
      <NoteField value={body} onChange={setBody} />
      <DeedError error={write.error} />
      <Group gap="xs" mt={8}>
        <DeedButton endpoint={writeNote} size="compact-sm" loading={write.isPending}
          whyNot={body.trim() === '' ? t`Write something first.` : null}
          rightSection={<KeyHint shortcut="send" />} onClick={trySave}><Trans>Save
          note</Trans></DeedButton>
        <Button size="compact-sm" variant="subtle" onClick={onDone}><Trans>Cancel</Trans></Button>
      </Group>
    </section>
  )
}

const InternalLabel = () => (
  <span className="internal-label"><IconLock size={13} aria-hidden />
    <Trans>Internal note · never sent to anybody</Trans></span>
)

/** A text in which members are named with @. */
function NoteField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { members } = useSession()
  const input = useRef<HTMLTextAreaElement>(null)
  const [named, setNamed] = useState<string | null>(null)
  const look = (text: string, at: number) => {
    const begun = /(?:^|[\s(,;])@(\p{L}*)$/u.exec(text.slice(0, at))
    setNamed(begun ? (begun[1] ?? '').toLowerCase() : null)
  }
  const found = named === null ? [] : members.filter(({ name, isActive }) =>
    isActive && name.toLowerCase().includes(named)).slice(0, 5)
  const put = (name: string) => {
    const at = input.current?.selectionStart ?? value.length
    const begin = value.lastIndexOf('@', at - 1)
    onChange(`${value.slice(0, begin)}@${name} ${value.slice(at)}`)
    setNamed(null)
    input.current?.focus()
  }
  return (
    <>
      <Textarea ref={input} aria-label={t`Note`} autosize minRows={2} maxRows={10} mt={6} autoFocus
        value={value} placeholder={t`@name tells a colleague`} maxLength={10_000}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          look(event.currentTarget.value, event.currentTarget.selectionStart)
        }} />
      {found.length === 0 ? null : (
        <Group gap={6} mt={6} aria-label={t`Colleagues`}>
          {found.map(({ userId, name }) => (
            <Button key={userId} size="compact-sm" variant="default"
              onClick={() => put(name)}>@{name}</Button>
          ))}
        </Group>
      )}
    </>
  )
}

export interface ShownNote {
  id: string
  author: string
  body: string
  changedAt: string | null
  removedAt: string | null
}

export function NoteCard({ note, head }: { note: ShownNote; head?: React.ReactNode }) {
  const { me } = useSession()
  const [edited, setEdited] = useState<string | null>(null)
  const change = useDeed(changeNote, () => setEdited(null))
  const remove = useDeed(removeNote)
  const params = { noteId: note.id }
  if (note.removedAt !== null) {
    return <div className="internal dim"><InternalLabel /> <Trans>· removed by its
    writer</Trans></div>
  }
  if (edited !== null) {
    return (
      <div className="internal">
        <InternalLabel />
        <NoteField value={edited} onChange={setEdited} />
        <DeedError error={change.error} />
        <Group gap="xs" mt={8}>
          <DeedButton endpoint={changeNote} size="compact-sm" loading={change.isPending}
            whyNot={edited.trim() === '' ? t`Write something, or remove the note.` : null}
            onClick={() => change.mutate({ params,
              body: { body: edited } })}><Trans>Save</Trans></DeedButton>
          <Button size="compact-sm" variant="subtle" onClick={() => setEdited(null)}>
            <Trans>Cancel</Trans></Button>
        </Group>
      </div>
    )
  }
  return (
    <div className="internal">
      <div className="row-line">
        <InternalLabel />
        {note.author !== `user:${me.userId}` ? null : (
          <span style={{ display: 'inline-flex', gap: 2 }}>
            <ActionIcon size={24} variant="subtle" aria-label={t`Change this note`}
              onClick={() => setEdited(note.body)}><IconPencil size={14} /></ActionIcon>
            <ActionIcon size={24} variant="subtle" aria-label={t`Remove this note`}
              onClick={() => remove.mutate({ params })}><IconTrash size={14} /></ActionIcon>
          </span>
        )}
      </div>
      {head}
      <div className="prose">{note.body}</div>
      {note.changedAt === null ? null : <div className="dim tiny"><Trans>changed</Trans> <When
        at={note.changedAt} /></div>}
      <DeedError error={remove.error} />
    </div>
  )
}

/** The notes of a conversation, oldest first, and a place for another. */
export function ThreadNotes({ customerId, threadId, messageId }: {
  customerId: string; threadId: string; messageId: string
}) {
  const [isWriting, setWriting] = useState(false)
  const notes = useRead(listNotes, { params: { customerId }, query: { threadId, limit: 50 } },
    { isLive: true })
  useShortcut('note', () => setWriting(true), !isWriting)
  const items = [...notes.data?.items ?? []].reverse()
  return (
    <div>
      {items.map((note) => (
        <NoteCard key={note.id} note={note} head={<div className="dim tiny">
          {note.authorName} · <When at={note.createdAt} /></div>} />
      ))}
      {isWriting ? <NoteBox customerId={customerId} messageId={messageId}
        onDone={() => setWriting(false)} /> : (
        <DeedButton endpoint={writeNote} size="compact-sm" variant="subtle" mt={6}
          leftSection={<IconLock size={14} />} rightSection={<KeyHint shortcut="note" />}
          onClick={() => setWriting(true)}><Trans>Add an internal note</Trans></DeedButton>
      )}
    </div>
  )
}
