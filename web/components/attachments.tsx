// What came with a message: pictures to look at, files to download, dangerous ones asked twice.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button, Modal } from '@mantine/core'
import { IconAlertTriangle, IconEye, IconFile, IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { showAttachment } from '#contract/inbox.ts'
import { getAttachment } from '#contract/messages.ts'
import { addressOf } from '../api.ts'
import { counted, sizeText } from '../format.ts'
import type { MessageAnswer } from './message-view.tsx'

type File = Pick<MessageAnswer['attachments'][number],
  'id' | 'name' | 'contentType' | 'sizeBytes' | 'risk' | 'riskWhy'>

const SHOWN_AT_FIRST = 6

export function Attachments({ message }: { message: MessageAnswer }) {
  const [areAll, setAll] = useState(false)
  const files = message.attachments
  if (files.length === 0) return null
  const shown = areAll ? files : files.slice(0, SHOWN_AT_FIRST)
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return (
    <div style={{ marginTop: 12 }}>
      {files.length === 1 ? null : (
        <div className="dim tiny" style={{ marginBottom: 4 }}>
          <IconPaperclip size={13} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
          {counted(files.length, 'file')}, {sizeText(bytes)}
        </div>
      )}
      <ul className="files">
        {shown.map((file) => <li key={file.id}><Attachment file={file} /></li>)}
      </ul>
      {files.length === shown.length ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          <Trans>Show all {files.length}</Trans></Button>
      )}
    </div>
  )
}

export function Attachment({ file }: { file: File }) {
  const [isLooking, setLooking] = useState(false)
  const { risk, riskWhy } = file
  const isPicture = risk === 'safe' && /^image\/(png|jpeg|gif|webp)$/.test(file.contentType)
  const name = file.name || 'attachment'
  return (
    <span className={`file ${risk === 'dangerous' ? 'file-dangerous' : ''}`}>
      {risk === 'safe' ? <IconFile size={15} aria-hidden />
        : <IconAlertTriangle size={15} aria-hidden />}
      <span style={{ minWidth: 0, flex: 1 }}>
        <span className="file-name" title={name}>{name}</span>
        {risk === 'safe' ? null : <span className="tiny file-why">{riskWhy}</span>}
      </span>
      <span className="dim tiny num">{sizeText(file.sizeBytes)}</span>
      {isPicture ? (
        <Button size="compact-xs" variant="subtle" leftSection={<IconEye size={14} />}
          aria-label={t`Look at ${name}`} onClick={() =>
          setLooking(true)}><Trans>Look</Trans></Button>
      ) : null}
      <Download file={file} name={name} isDangerous={risk === 'dangerous'} />
      {isLooking ? (
        <Modal opened onClose={() => setLooking(false)} title={name} size="xl">
          <img alt={name} style={{ maxWidth: '100%' }}
            src={addressOf(showAttachment, { params: { attachmentId: file.id } })} />
        </Modal>
      ) : null}
    </span>
  )
}

/** What may do harm wants a second click, after it was said what it is. */
function Download({ file, name, isDangerous }: {
  file: File; name: string; isDangerous: boolean
}) {
  const [isAsked, setAsked] = useState(false)
  const href = addressOf(getAttachment, { params: { attachmentId: file.id } })
  if (isDangerous && !isAsked) {
    return (
      <Button size="compact-xs" variant="subtle" color="red" onClick={() => setAsked(true)}
        aria-label={t`Download ${name}, which may be dangerous`}><Trans>Download…</Trans></Button>
    )
  }
  return (
    <Anchor size="xs" fw={600} href={href} download={name}
      {...(isDangerous ? { c: 'var(--bad)' } : {})}
      aria-label={t`Download ${name}`}>{isDangerous ? t`Download anyway` : t`Download`}</Anchor>
  )
}
