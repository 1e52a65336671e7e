// What each column of the file becomes: a field, the customer's or invoice's own, or nothing.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Button, Select, TextInput } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { changeImport, checkImport, forgetMapping } from '#contract/import-wizard.ts'
import { describeImport } from '#contract/imports.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { fieldWord, type InHand } from './import-words.ts'

type Column = InHand['columns'][number]
const SEARCHED_FROM = 15

export function MapStep({ now }: { now: InHand }) {
  const change = useDeed(changeImport)
  const navigate = useNavigate()
  const check = useDeed(checkImport, () => navigate({ to: '/import/$importId',
    params: { importId: now.id }, search: { step: 'check' } }))
  const params = { importId: now.id }
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = now.columns.filter(({ heading, to }) => wanted === ''
    || `${heading} ${fieldWord(to)}`.toLowerCase().includes(wanted))
  const choose = (column: Column, to: string) => {
    // Who had this field until now gives it up: a field has one column.
    const givers = now.columns.filter((one) => one.to === to && to !== 'custom' && to !== 'out')
    const columns = Object.fromEntries([...givers.map((one) => [String(one.place), 'out'] as const),
      [String(column.place), to] as const])
    change.mutate({ params, body: { columns } })
  }
  const whyNot = now.missingFields.length > 0
    ? t`Choose a column for: ${now.missingFields.map(fieldWord).join(', ')}`
    : now.format?.isDateOrderAsked ? t`Say first, at Format, how the dates are written.` : null
  return (
    <section className="card stack" style={{ gap: 14 }} aria-labelledby="columns">
      <h2 id="columns" className="card-title" style={{ margin: 0 }}>
        <Trans>What each column is</Trans></h2>
      <Remembered now={now} />
      <Missing now={now} />
      {now.columns.length > SEARCHED_FROM ? (
        <TextInput label={t`Find a column`} value={search} leftSection={<IconSearch size={16} />}
          onChange={(event) => setSearch(event.currentTarget.value)}
          description={<Plural value={shown.length} one="# column" other="# columns" />} />
      ) : null}
      <ul className="import-map">
        {shown.map((column) => (
          <ColumnRow key={column.place} now={now} column={column}
            onChoose={(to) => choose(column, to)} />
        ))}
      </ul>
      <DeedError error={change.error ?? check.error} />
      <FullList now={now} />
      <div className="import-deeds">
        <DeedButton className="import-end" endpoint={checkImport} loading={check.isPending}
          whyNot={whyNot} onClick={() => check.mutate({ params })}>
          <Trans>Check every row</Trans></DeedButton>
      </div>
    </section>
  )
}

function Remembered({ now }: { now: InHand }) {
  const forget = useDeed(forgetMapping)
  if (!now.isRemembered) return null
  return (
    <div className="note tone-info">
      <IconHistory size={16} aria-hidden />
      <div className="note-body">
        <Trans>As last time: a file with these headings was imported before.</Trans>{' '}
        <Button size="compact-sm" variant="default" loading={forget.isPending}
          onClick={() => forget.mutate({ params: { importId: now.id } })}>
          <Trans>Forget it</Trans></Button>
        <DeedError error={forget.error} />
      </div>
    </div>
  )
}

function Missing({ now }: { now: InHand }) {
  if (now.missingFields.length === 0) return null
  const fields = now.missingFields.map(fieldWord).join(', ')
  return (
    <div className="note tone-warn" role="status">
      <div className="note-body"><Trans>Still needed: {fields}</Trans></div>
    </div>
  )
}

function ColumnRow({ now, column, onChoose }: {
  now: InHand; column: Column; onChoose: (to: string) => void
}) {
  const { heading, samples, to } = column
  const about = useRead(describeImport, { params: { kind: now.kind } }, { staleTimeMs: 600_000 })
  const canKeep = now.kind === 'customers' || now.kind === 'invoices'
  const fields = (about.data?.columns ?? []).map(({ name, isRequired }) =>
    ({ value: name, label: isRequired ? `${fieldWord(name)} *` : fieldWord(name) }))
  const rest = [
    ...canKeep ? [{ value: 'custom', label: t`Keep as its own field` }] : [],
    { value: 'out', label: t`Leave out` },
  ]
  return (
    <li>
      <div style={{ minWidth: 0 }}>
        <div className="strong" style={{ overflowWrap: 'anywhere' }}>
          {heading === '' ? <span className="dim"><Trans>No heading</Trans></span> : heading}</div>
        <div className="dim small clamp-1">{samples.length === 0
          ? <Trans>empty in the first rows</Trans> : samples.join(' · ')}</div>
      </div>
      <Select aria-label={t`What the column ${heading} is`} searchable allowDeselect={false}
        value={to} onChange={(value) => { if (value !== null && value !== to) onChoose(value) }}
        data={[{ group: t`Fields`, items: fields }, { group: t`Otherwise`, items: rest }]} />
    </li>
  )
}

function FullList({ now }: { now: InHand }) {
  const change = useDeed(changeImport)
  if (now.kind !== 'invoices') return null
  return (
    <label className="import-kind">
      <input type="checkbox" checked={now.choices.isFullList} onChange={(event) =>
        change.mutate({ params: { importId: now.id },
          body: { isFullList: event.currentTarget.checked } })} />
      <span><span className="strong"><Trans>This file names every open invoice</Trans></span>
        <span className="dim small"><Trans>Afterwards you are shown which open invoices it left
          out. Nothing is closed by itself.</Trans></span></span>
    </label>
  )
}
