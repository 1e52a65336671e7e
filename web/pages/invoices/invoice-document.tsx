// The PDF of an invoice: kept here so that it can go with a message.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button, Group } from '@mantine/core'
import { IconFileTypePdf, IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import {
  findInvoiceDocument, getInvoiceDocument, keepInvoiceDocument, removeInvoiceDocument,
} from '#contract/documents.ts'
import { addressOf } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { When } from '../../components/times.tsx'
import { sizeText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'

export function InvoiceDocument({ invoiceId }: { invoiceId: string }) {
  const params = { invoiceId }
  const found = useRead(findInvoiceDocument, { params })
  const keep = useDeed(keepInvoiceDocument)
  const remove = useDeed(removeInvoiceDocument)
  const picker = useRef<HTMLInputElement>(null)
  const document = found.data?.document ?? null
  return (
    <section className="card" aria-label={t`Document`}>
      <h2 className="card-title"><Trans>Document</Trans></h2>
      {document === null ? (
        <p className="dim small" style={{ margin: '0 0 10px' }}>
          <Trans>No PDF yet: messages go without it.</Trans></p>
      ) : (
        <p className="small" style={{ margin: '0 0 10px', overflowWrap: 'anywhere' }}>
          <IconFileTypePdf size={15} aria-hidden style={{ verticalAlign: '-3px' }} />{' '}
          <Anchor size="sm" download={document.name}
            href={addressOf(getInvoiceDocument, { params })}>{document.name}</Anchor>
          <span className="dim"> · {sizeText(document.sizeBytes)} · <When at={document.keptAt} />
          </span>
        </p>
      )}
      <DeedError error={keep.error ?? remove.error} />
      <Group gap="xs">
        <DeedButton endpoint={keepInvoiceDocument} size="compact-sm" variant="default"
          loading={keep.isPending} leftSection={<IconUpload size={14} />}
          onClick={() => picker.current?.click()}>
          {document === null ? t`Upload PDF` : t`Replace`}</DeedButton>
        {document === null ? null : (
          <Button size="compact-sm" variant="subtle" loading={remove.isPending}
            onClick={() => remove.mutate({ params })}><Trans>Take away</Trans></Button>
        )}
      </Group>
      <input ref={picker} type="file" accept="application/pdf" hidden aria-label={t`PDF to upload`}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) keep.mutate({ params, query: { name: file.name }, file })
        }} />
    </section>
  )
}
