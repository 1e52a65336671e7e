// One filter of a rule: its field, the values any of which may fit, and its removal.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, MultiSelect, TagsInput, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { MoneyField } from '../../components/money-field.tsx'
import { useSession } from '../../components/session.tsx'
import { FIELDS, type Filter } from './edited-rules.ts'

const UPPER = new Set(['country', 'currency'])
const PLACES: Partial<Record<Filter['field'], string>> = {
  country: t`Two letters, as DE`, currency: 'Three letters, as EUR', locale: t`As de or fr`,
  zone: t`As Europe/Berlin`, name: t`Part of the name`, reference: t`First characters`,
}

export function FilterField({ filter, onChange, onRemove }: {
  filter: Filter; onChange: (filter: Filter) => void; onRemove: () => void
}) {
  return (
    <div className="rule-filter">
      <div className="rule-filter-body"><Values filter={filter} onChange={onChange} /></div>
      <ActionIcon variant="subtle" color="gray" aria-label={t`Remove ${FIELDS[filter.field]}`}
        onClick={onRemove}><IconTrash size={16} /></ActionIcon>
    </div>
  )
}

function Values({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { members } = useSession()
  const label = FIELDS[filter.field]
  if (filter.field === 'open') return <Ranges filter={filter} onChange={onChange} />
  if (filter.field === 'owner') {
    return (
      <MultiSelect label={label} value={filter.values} placeholder={t`Any of these`} searchable
        data={[{ value: '', label: t`Nobody` },
          ...members.map(({ userId, name }) => ({ value: userId, label: name }))]}
        onChange={(values) => onChange({ ...filter, values })} />
    )
  }
  return (
    <TagsInput label={label} value={filter.values} description={t`Any of these; Enter adds one.`}
      placeholder={PLACES[filter.field] ?? ''} acceptValueOnBlur
      onChange={(values) => onChange({
        ...filter,
        values: UPPER.has(filter.field) ? values.map((value) => value.toUpperCase()) : values,
      })} />
  )
}

type OpenFilter = Extract<Filter, { field: 'open' }>

function Ranges({ filter, onChange }: {
  filter: OpenFilter; onChange: (filter: Filter) => void
}) {
  const { currency } = useSession().me.organization
  const change = (place: number, part: Partial<OpenFilter['values'][number]>) => onChange({
    ...filter, values: filter.values.map((range, at) => (at === place ? { ...range, ...part }
      : range)),
  })
  return (
    <fieldset className="rule-ranges">
      <legend className="label">{FIELDS.open}</legend>
      {filter.values.map((range, place) => (
        <div key={place} className="rule-range">
          <TextInput label={t`Currency`} value={range.currency} maxLength={3}
            onChange={(event) => change(place, {
              currency: event.currentTarget.value.toUpperCase(),
            })} />
          <MoneyField label={t`From`} currency={range.currency} value={range.fromMinor}
            onChange={(fromMinor) => change(place, { fromMinor })} />
          <MoneyField label={t`Below`} currency={range.currency} value={range.belowMinor}
            onChange={(belowMinor) => change(place, { belowMinor })} />
        </div>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={() => onChange({
        ...filter, values: [...filter.values, { currency, fromMinor: null, belowMinor: null }],
      })}><Trans>Or another range</Trans></Button>
    </fieldset>
  )
}
