// The message as its readers will get it, looked at before it leaves.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import { listedShort } from './listed-short.ts'
import type { DraftHandle } from './drafts.ts'

export function DraftPreview({ handle, onClose }: { handle: DraftHandle; onClose: () => void }) {
  const { draft, content } = handle
  const enclosed = draft.documents.filter(({ invoiceId }) =>
    content.enclosedInvoiceIds.includes(invoiceId))
  const files = [...draft.files, ...enclosed].map(({ name }) => name)
  const isMail = draft.channel === 'email'
  return (
    <Modal opened onClose={onClose} size="lg" title={t`As the customer will read it`}
      closeButtonProps={{ 'aria-label': t`Close` }}>
      <div className="small dim" style={{ margin: '0 0 10px' }}>
        <div><Trans>To: {listedShort(content.to)}</Trans></div>
        {content.cc.length === 0 ? null : <div><Trans>Cc: {listedShort(content.cc)}</Trans></div>}
        {content.bcc.length === 0 ? null
          : <div><Trans>Bcc, unseen by the others: {listedShort(content.bcc)}</Trans></div>}
      </div>
      <article className="event-card" style={{ marginTop: 0 }}>
        {isMail ? <h3 className="clamp-3" style={{ margin: '0 0 8px' }}>
          {content.subject || t`No subject`}</h3> : null}
        <div className="prose">{content.body}</div>
        {isMail && content.quotesOriginal && draft.original !== null
          ? <div className="composer-quote dim small">{draft.original.quoted}</div> : null}
      </article>
      {files.length === 0 && !content.enclosesStatement ? null : (
        <p className="small" style={{ marginBottom: 0 }}>
          <Plural value={files.length + (content.enclosesStatement ? 1 : 0)} one="# file"
            other="# files" />: {[...content.enclosesStatement ? [t`statement of account`] : [],
            ...files].join(', ')}</p>
      )}
    </Modal>
  )
}
