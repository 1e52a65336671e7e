// The text of a draft: typed, filled in from a template, with the answered message folded below.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button, Checkbox, Textarea } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { gapsIn } from '#domain/mail/answer-mail.ts'
import { useShortcut } from '../keys.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import type { DraftHandle } from './drafts.ts'
import { TemplatePicker } from './template-picker.tsx'

export function DraftText({ handle, inputRef }: {
  handle: DraftHandle; inputRef: RefObject<HTMLTextAreaElement | null>
}) {
  const { draft, content, change } = handle
  const [isPicking, setPicking] = useState(false)
  useEffect(() => inputRef.current?.focus({ preventScroll: true }), [draft.about, inputRef])
  useShortcut('template', () => setPicking(true))
  const gaps = gapsIn(content.body)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== '/' || event.metaKey || event.ctrlKey) return
    const { value, selectionStart } = event.currentTarget
    const isLineStart = selectionStart === 0 || value[selectionStart - 1] === '\n'
    if (!isLineStart) return
    event.preventDefault()
    setPicking(true)
  }
  const select = (gap: string) => {
    const at = content.body.indexOf(gap)
    inputRef.current?.focus()
    inputRef.current?.setSelectionRange(at, at + gap.length)
  }
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Textarea ref={inputRef} label={t`Message`} autosize minRows={6} maxRows={18}
        value={content.body} onKeyDown={onKeyDown} error={gaps.length > 0}
        onChange={(event) => change({ body: event.currentTarget.value })} />
      {gaps.length === 0 ? null : (
        <div className="small" role="alert" style={{ color: 'var(--bad)' }}>
          <Trans>No value for</Trans> {gaps.map((gap) => (
            <Anchor key={gap} component="button" type="button" size="sm" me={6}
              onClick={() => select(gap)}><mark>{gap}</mark></Anchor>
          ))} <Trans>Fill it in before sending.</Trans>
        </div>
      )}
      {draft.warnings.map((warning) => (
        <div key={`${warning.code} ${warning.text}`} className="note tone-warn" role="note">
          <div className="note-body small">{warning.text}</div>
        </div>
      ))}
      {draft.problem === null || content.body !== '' ? null
        : <div className="small dim">{draft.problem}</div>}
      <div className="composer-tools">
        <Button size="compact-sm" variant="default" leftSection={<IconTemplate size={15} />}
          rightSection={<KeyHint shortcut="template" />}
          onClick={() => setPicking(true)}><Trans>Template</Trans></Button>
      </div>
      <Quoted handle={handle} />
      {isPicking ? (
        <TemplatePicker draft={draft} recipient={content.to[0]} onClose={() => setPicking(false)}
          onFilled={(filled) => {
            const before = content.body.trimEnd()
            change({
              body: before === '' ? filled.body : `${before}\n\n${filled.body}`,
              ...(content.subject === '' && filled.subject !== ''
                ? { subject: filled.subject } : {}),
            })
            setPicking(false)
          }} />
      ) : null}
    </div>
  )
}

function Quoted({ handle: { draft, content, change } }: { handle: DraftHandle }) {
  if (draft.original === null || draft.channel !== 'email') return null
  return (
    <div>
      <Checkbox label={t`Send the answered message below`} size="sm"
        checked={content.quotesOriginal}
        onChange={(event) => change({ quotesOriginal: event.currentTarget.checked })} />
      {content.quotesOriginal ? (
        <details className="small" style={{ marginTop: 6 }}>
          <summary className="dim" style={{ cursor: 'pointer' }}><Trans>What stands
            below</Trans></summary>
          <div className="composer-quote dim">{draft.original.quoted}</div>
        </details>
      ) : null}
    </div>
  )
}
