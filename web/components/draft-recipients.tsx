// Who gets the message: To, Cc and Bcc as chips, with what stands against any of them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, TagsInput } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { DraftHandle } from './drafts.ts'

type Field = 'to' | 'cc' | 'bcc'
const LABELS: Record<Field, string> = { to: 'To', cc: t`Cc`, bcc: t`Bcc` }

export function DraftRecipients({ handle, addresses }: {
  handle: DraftHandle; addresses: readonly string[]
}) {
  const { draft, content, change } = handle
  const [isCopying, setCopying] = useState(false)
  if (draft.channel !== 'email') return null
  const hasCopies = isCopying || content.cc.length > 0 || content.bcc.length > 0
  const fields: Field[] = hasCopies ? ['to', 'cc', 'bcc'] : ['to']
  return (
    <div className="stack" style={{ gap: 8 }}>
      {fields.map((field) => (
        <TagsInput key={field} label={LABELS[field]} value={content[field]}
          onChange={(value) => change({ [field]: value })} data={[...new Set(addresses)]}
          splitChars={[',', ';', ' ']} acceptValueOnBlur maxTags={20}
          placeholder={content[field].length > 0 ? '' : 'name@company.com'} />
      ))}
      {hasCopies ? null : (
        <div><Anchor component="button" type="button" size="xs"
          onClick={() => setCopying(true)}><Trans>Add Cc or Bcc</Trans></Anchor></div>
      )}
      <Suppressed handle={handle} />
      <ReplyToHint handle={handle} />
    </div>
  )
}

function Suppressed({ handle: { draft, content } }: { handle: DraftHandle }) {
  const written = [...content.to, ...content.cc, ...content.bcc].map((one) => one.toLowerCase())
  const stopped = draft.suppressed.filter(({ address }) => written.includes(address))
  if (stopped.length === 0) return null
  return (
    <div className="note tone-bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div className="note-body">{stopped.map(({ address, state, reason }) => (
        <div key={address}><Trans><strong>{address}</strong> must not be written to: {
          reason === '' ? state.replaceAll('_', ' ') : reason}</Trans></div>
      ))}</div>
    </div>
  )
}

/** A Reply-To is easily forged, so it is shown and never used by itself. */
function ReplyToHint({ handle: { draft, content, change } }: { handle: DraftHandle }) {
  const replyTo = draft.original?.replyTo ?? null
  if (replyTo === null || [...content.to, ...content.cc].includes(replyTo)) return null
  return (
    <div className="note tone-info">
      <IconInfoCircle size={18} aria-hidden />
      <div className="note-body">
        <Trans>The sender asks for answers to <strong>{replyTo}</strong>. Use it only if you know
          it.{' '}
        <Anchor component="button" type="button" size="sm"
          onClick={() => change({ to: [replyTo] })}>Write there</Anchor></Trans>
      </div>
    </div>
  )
}
