// What goes with the message: files, a statement of account, PDFs of open invoices.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Anchor, Button, Checkbox } from '@mantine/core'
import { IconFileText, IconInfoCircle, IconPaperclip, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type DragEvent } from 'react'
import { getInvoiceDocument, getStatement } from '#contract/documents.ts'
import { addDraftFile, getDraftFile, removeDraftFile } from '#contract/drafts.ts'
import { addressOf, call } from '../api.ts'
import { sizeText } from '../format.ts'
import { DeedError } from '../ui/error-state.tsx'
import type { DraftHandle } from './drafts.ts'
import { Money } from './money.tsx'

export function DraftFiles({ handle }: { handle: DraftHandle }) {
  const { draft } = handle
  const { about } = draft
  const [isOver, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const add = useMutation<void, Error, readonly File[]>({
    mutationFn: async (files) => {
      await handle.keep()
      for (const file of files) {
        await call(addDraftFile, { params: { about }, query: { name: file.name }, file })
      }
    },
    onSettled: () => handle.refresh(),
  })
  const remove = useMutation<void, Error, string>({
    mutationFn: (fileId) => call(removeDraftFile, { params: { about, fileId } }),
    onSettled: () => handle.refresh(),
  })
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (event.dataTransfer.files.length > 0) add.mutate([...event.dataTransfer.files])
  }
  return (
    <div className={`stack ${isOver ? 'composer-drop' : ''}`} style={{ gap: 8 }} onDrop={drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }} onDragLeave={() => setOver(false)}>
      <FromLedger handle={handle} />
      {draft.files.length === 0 ? null : (
        <ul className="composer-files" aria-label={t`Attached files`}>
          {draft.files.map(({ id, name, sizeBytes }) => (
            <li key={id} className="chip">
              <IconPaperclip size={13} aria-hidden />
              <Anchor className="clamp-1" size="xs" download={name}
                href={addressOf(getDraftFile, { params: { about, fileId: id } })}>{name}</Anchor>
              {sizeText(sizeBytes)}
              <ActionIcon size={24} variant="subtle" aria-label={t`Take ${name} off`}
                onClick={() => remove.mutate(id)}><IconX size={13} /></ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <DeedError error={add.error ?? remove.error} />
      <div className="composer-tools">
        <Button size="compact-sm" variant="default" loading={add.isPending}
          leftSection={<IconPaperclip size={15} />}
          onClick={() => picker.current?.click()}><Trans>Attach files</Trans></Button>
        <input ref={picker} type="file" multiple hidden aria-label={t`Files to attach`}
          onChange={(event) => {
            const files = [...event.currentTarget.files ?? []]
            event.currentTarget.value = ''
            if (files.length > 0) add.mutate(files)
          }} />
        <span className="dim tiny wide-only"><Trans>or drop them here; 25 MB each, 30 MB
          together</Trans></span>
      </div>
    </div>
  )
}

/** Made when the message leaves, so that they say what is true then. */
function FromLedger({ handle: { draft, content, change } }: { handle: DraftHandle }) {
  const toggle = (invoiceId: string, isOn: boolean) => change({
    enclosedInvoiceIds: [...content.enclosedInvoiceIds.filter((id) => id !== invoiceId),
      ...(isOn ? [invoiceId] : [])],
  })
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }} className="composer-fieldset">
      <legend className="small strong" style={{ padding: 0,
        marginBottom: 4 }}><Trans>Enclose</Trans></legend>
      <div className="composer-enclose">
        <Checkbox size="sm" label={t`Statement`} checked={content.enclosesStatement}
          onChange={(event) => change({ enclosesStatement: event.currentTarget.checked })} />
        <Anchor size="xs" target="_blank" rel="noreferrer"
          href={addressOf(getStatement, { params: { customerId: draft.customerId } })}>
          <IconFileText size={13} aria-hidden style={{ verticalAlign: '-2px' }} /> <Trans>as it is
            now</Trans>
        </Anchor>
      </div>
      {draft.enclosureNotes.map((note) => (
        <p key={note} className="small" style={{ margin: '4px 0', overflowWrap: 'anywhere' }}>
          <IconInfoCircle size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> {note}</p>
      ))}
      {draft.documents.map(({ invoiceId, number, openMinor, currency, sizeBytes }) => (
        <div key={invoiceId} className="composer-enclose">
          <Checkbox size="sm" label={<><Trans>Invoice {number} · <Money amountMinor={openMinor}
            currency={currency} /> open</Trans></>}
              checked={content.enclosedInvoiceIds.includes(invoiceId)}
            onChange={(event) => toggle(invoiceId, event.currentTarget.checked)} />
          <Anchor size="xs" href={addressOf(getInvoiceDocument, { params: { invoiceId } })}>
            <Trans>PDF, {sizeText(sizeBytes)}</Trans></Anchor>
        </div>
      ))}
    </fieldset>
  )
}
