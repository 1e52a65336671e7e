// Every file of a customer: what they sent, what we enclosed, the PDFs of their invoices.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconFileTypePdf, IconFiles } from '@tabler/icons-react'
import { getInvoiceDocument, listCustomerFiles, type CustomerFile } from '#contract/documents.ts'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { addressOf } from '../../api.ts'
import { Attachment } from '../../components/attachments.tsx'
import { When } from '../../components/times.tsx'
import { sizeText } from '../../format.ts'
import { usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import './customer-figures.css'

type FileAnswer = z.output<typeof CustomerFile>

export function CustomerFiles({ customerId }: { customerId: string }) {
  const files = usePages(listCustomerFiles, { params: { customerId } }, { isLive: true })
  if (files.error && !files.items) {
    return <ErrorState error={files.error} onRetry={() => void files.refetch()} />
  }
  if (!files.items) return <ListSkeleton rows={4} />
  if (files.items.length === 0) {
    return (
      <EmptyState icon={<IconFiles size={22} />} title={t`No files yet`}>
        <Trans>Attachments of messages and the PDFs of invoices are gathered here.</Trans>
      </EmptyState>
    )
  }
  return (
    <section className="card card-flush" aria-label={t`Files`}>
      <ul className="rows">
        {files.items.map((file) => (
          <li key={`${file.of} ${file.id}`} className="file-row">
            {file.of === 'message' ? <Attachment file={file} /> : <InvoicePdf file={file} />}
            <span className="dim small clamp-1" style={{ flex: '1 1 160px' }}>
              {file.of === 'invoice'
                ? <Link to="/invoices/$invoiceId" params={{ invoiceId: file.id }}>
                  <Trans>Invoice {file.about}</Trans></Link>
                : file.isFromThem ? t`From them: ${file.about}` : t`From us: ${file.about}`}</span>
            <span className="dim tiny"><When at={file.at} /></span>
          </li>
        ))}
      </ul>
      <LoadMore pages={files} />
    </section>
  )
}

function InvoicePdf({ file }: { file: FileAnswer }) {
  const href = addressOf(getInvoiceDocument, { params: { invoiceId: file.id } })
  return (
    <span className="file">
      <IconFileTypePdf size={15} aria-hidden />
      <span style={{ minWidth: 0, flex: 1 }}>
        <span className="file-name" title={file.name}>{file.name}</span></span>
      <span className="dim tiny num">{sizeText(file.sizeBytes)}</span>
      <Anchor size="xs" fw={600} href={href} download={file.name}
        aria-label={t`Download ${file.name}`}><Trans>Download</Trans></Anchor>
    </span>
  )
}
