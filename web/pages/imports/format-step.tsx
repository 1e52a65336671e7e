// The format of a file as it was recognised, with its first rows; each part can be changed.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Select } from '@mantine/core'
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import {
  changeImport, DATE_ORDERS, DELIMITERS, ENCODINGS, listEncodings,
} from '#contract/import-wizard.ts'
import { When } from '../../components/times.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { decimalWord, delimiterWord, orderWord, type InHand } from './import-words.ts'
import { RowsTable } from './rows-table.tsx'

type Format = NonNullable<InHand['format']>

export function FormatStep({ now }: { now: InHand }) {
  const change = useDeed(changeImport)
  const { format } = now
  if (format === null) return null
  const set = (body: Parameters<typeof change.mutate>[0]['body']) =>
    change.mutate({ params: { importId: now.id }, ...(body === undefined ? {} : { body }) })
  return (
    <>
      <SameFile now={now} />
      <section className="card stack" style={{ gap: 16 }} aria-labelledby="format">
        <h2 id="format" className="card-title" style={{ margin: 0 }}>
          <Trans>How the file is written</Trans></h2>
        <Choices now={now} format={format} set={set} isBusy={change.isPending} />
        <DateQuestion format={format} set={set} />
        <DeedError error={change.error} />
        <RowsTable header={format.header} rows={format.rows} label={t`The first rows`} />
        {format.isEncodingSure ? null : <Encodings now={now} set={set} />}
        <div className="import-deeds">
          <Button className="import-end" renderRoot={(props) => (
            <Link {...props} to="/import/$importId" params={{ importId: now.id }}
              search={{ step: 'map' }} />
          )}><Trans>Next: columns</Trans></Button>
        </div>
      </section>
    </>
  )
}

type Setter = (body: { encoding?: Format['encoding'] & (typeof ENCODINGS)[number]
  delimiter?: (typeof DELIMITERS)[number]; dateOrder?: (typeof DATE_ORDERS)[number]
  decimalSign?: 'auto' | ',' | '.' }) => void

function SameFile({ now }: { now: InHand }) {
  const { before } = now
  if (before === null) return null
  return (
    <div className="note tone-info">
      <IconHistory size={16} aria-hidden />
      <div className="note-body">
        <Trans>This very file was already imported <When at={before.at} />. Importing it again
          changes only what was changed since.</Trans>{' '}
        <Link to="/import/$importId" params={{ importId: before.id }}>
          <Trans>See that import</Trans></Link>
      </div>
    </div>
  )
}

function Choices({ now, format, set, isBusy }: {
  now: InHand; format: Format; set: Setter; isBusy: boolean
}) {
  const { choices } = now
  const known = ENCODINGS.some((one) => one === format.encoding)
  return (
    <div className="import-choices">
      <Select label={t`Encoding`} disabled={isBusy} allowDeselect={false} value={format.encoding}
        data={known ? [...ENCODINGS] : [format.encoding, ...ENCODINGS]}
        onChange={(value) => {
          const encoding = ENCODINGS.find((one) => one === value)
          if (encoding) set({ encoding })
        }} />
      <Select label={t`Columns are separated by`} disabled={isBusy} allowDeselect={false}
        value={format.delimiter}
        data={DELIMITERS.map((one) => ({ value: one, label: delimiterWord(one) }))}
        onChange={(value) => {
          const delimiter = DELIMITERS.find((one) => one === value)
          if (delimiter) set({ delimiter })
        }} />
      <Select label={t`Decimals`} disabled={isBusy} allowDeselect={false}
        value={choices.decimalSign} data={(['auto', ',', '.'] as const).map((one) => ({ value: one,
          label: one === 'auto' ? recognised(decimalWord(format.decimalSign))
            : decimalWord(one) }))}
        onChange={(value) => {
          if (value === 'auto' || value === ',' || value === '.') set({ decimalSign: value })
        }} />
      <Select label={t`Dates`} disabled={isBusy} allowDeselect={false} value={choices.dateOrder}
        data={DATE_ORDERS.map((one) => ({ value: one,
          label: one === 'auto' ? recognised(orderWord(format.dateOrder)) : orderWord(one) }))}
        onChange={(value) => {
          const dateOrder = DATE_ORDERS.find((one) => one === value)
          if (dateOrder) set({ dateOrder })
        }} />
    </div>
  )
}

const recognised = (what: string): string => t`Recognised: ${what}`

function DateQuestion({ format, set }: { format: Format; set: Setter }) {
  if (!format.isDateOrderAsked) return null
  return (
    <div className="note tone-warn" role="group" aria-label={t`How dates are written`}>
      <IconAlertTriangle size={16} aria-hidden />
      <div className="note-body">
        <div><Trans>The dates of this file can be read in two ways. What is 02/03?</Trans></div>
        <div className="import-deeds" style={{ marginTop: 8 }}>
          <Button size="compact-md" variant="default" onClick={() => set({ dateOrder: 'dmy' })}>
            <Trans>Day first: 2 March</Trans></Button>
          <Button size="compact-md" variant="default" onClick={() => set({ dateOrder: 'mdy' })}>
            <Trans>Month first: 3 February</Trans></Button>
        </div>
      </div>
    </div>
  )
}

/** Where the bytes do not tell, the same rows in each reading: eyes do. */
function Encodings({ now, set }: { now: InHand; set: Setter }) {
  const read = useRead(listEncodings, { params: { importId: now.id } }, { staleTimeMs: 60_000 })
  if (!read.data || read.data.length < 2) return null
  return (
    <div className="stack" style={{ gap: 12 }}>
      <p className="small" style={{ margin: 0 }}>
        <Trans>The encoding could be another one. Look at the letters with accents: where they are
          right, the encoding is.</Trans></p>
      {read.data.map(({ encoding, rows }) => {
        const known = ENCODINGS.find((one) => one === encoding)
        return (
          <div key={encoding}>
            <div className="import-deeds" style={{ marginBottom: 6 }}>
              <strong className="small">{encoding}</strong>
              {encoding === now.format?.encoding
                ? <span className="dim small"><Trans>chosen</Trans></span>
                : known === undefined ? null : (
                  <Button size="compact-sm" variant="default"
                    aria-label={t`Read as ${encoding}`}
                    onClick={() => set({ encoding: known })}><Trans>This is right</Trans></Button>
                )}
            </div>
            <RowsTable header={now.format?.header ?? []} rows={rows}
              label={t`Rows read as ${encoding}`} />
          </div>
        )
      })}
    </div>
  )
}
