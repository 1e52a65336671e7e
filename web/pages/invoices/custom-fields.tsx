// What an import kept of an invoice and Duebox only shows, under the headings of its file.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Facts } from '../../ui/facts.tsx'

export function CustomFields({ fields }: { fields: Readonly<Record<string, string>> }) {
  const facts = Object.entries(fields)
  if (facts.length === 0) return null
  return (
    <section className="card" aria-label={t`From your ledger`}>
      <h2 className="card-title"><Trans>From your ledger</Trans></h2>
      <Facts facts={facts} />
    </section>
  )
}
