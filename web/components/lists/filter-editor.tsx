// Sets one filter: several of a list, an amount or days between two ends.
import { Button, Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { exponentOf } from '#domain/money.ts'
import type { FilterField } from './filter-fields.ts'
import type { Params } from './list-params.ts'

interface Editing<Kind extends FilterField['kind']> {
  field: Extract<FilterField, { kind: Kind }>
  params: Params
  onChange: (params: Params) => void
  onClose: () => void
}

/** With more to choose from than this, they can be searched. */
const MANY = 9

export function SeveralEditor({ field, params, onChange }: Editing<'several'>) {
  const [search, setSearch] = useState('')
  const chosen = (params[field.key] ?? '').split(',').filter((value) => value !== '')
  const shown = field.options.filter(({ label }) =>
    label.toLowerCase().includes(search.trim().toLowerCase()))
  const toggle = (value: string) => {
    const after = chosen.includes(value) ? chosen.filter((one) => one !== value)
      : [...chosen, value]
    const { [field.key]: _before, ...rest } = params
    onChange(after.length === 0 ? rest : { ...rest, [field.key]: after.join(',') })
  }
  return (
    <Stack gap="xs" role="group" aria-label={field.label}>
      {field.options.length > MANY ? (
        <TextInput size="xs" aria-label={t`Search the choices`} value={search} data-autofocus
          onChange={(event) => setSearch(event.currentTarget.value)} />
      ) : null}
      <div className="filter-choices">
        {shown.map(({ value, label }) => (
          <Checkbox key={value} label={label} checked={chosen.includes(value)}
            onChange={() => toggle(value)} />
        ))}
        {shown.length === 0 ? <span className="dim small"><Trans>Nothing fits</Trans></span> : null}
      </div>
    </Stack>
  )
}

export function AmountsEditor({ field, params, onChange, onClose }: Editing<'amounts'>) {
  const scale = 10 ** exponentOf(field.currency)
  return <EndsEditor {...{ field, params, onChange, onClose, scale }}
    unit={field.currency} decimals={exponentOf(field.currency)} />
}

export function DaysEditor({ field, params, onChange, onClose }: Editing<'days'>) {
  return <EndsEditor {...{ field, params, onChange, onClose }} scale={1} unit={field.says}
    decimals={0} />
}

function EndsEditor({ field, params, onChange, onClose, scale, unit, decimals }: {
  field: Extract<FilterField, { kind: 'amounts' | 'days' }>
  params: Params
  onChange: (params: Params) => void
  onClose: () => void
  scale: number
  unit: string
  decimals: number
}) {
  const start = (value: string | undefined) => (value === undefined ? '' : Number(value) / scale)
  const [from, setFrom] = useState<number | string>(start(params[field.from]))
  const [to, setTo] = useState<number | string>(
    field.to === null ? '' : start(params[field.to]))
  const put = () => {
    const minor = (value: number | string) =>
      (value === '' ? '' : String(Math.round(Number(value) * scale)))
    const next: Params = { ...params, [field.from]: minor(from) }
    if (field.to !== null) next[field.to] = minor(to)
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')))
    onClose()
  }
  const own = { min: 0, max: 1e12, decimalScale: decimals, allowNegative: false, suffix: ` ${unit}`,
    size: 'xs' as const }
  return (
    <form onSubmit={(event) => {
      event.preventDefault()
      put()
    }}>
      <Stack gap="xs">
        <NumberInput {...own} label={t`At least`} value={from} onChange={setFrom} data-autofocus />
        {field.to === null ? null
          : <NumberInput {...own} label={t`At most`} value={to} onChange={setTo} />}
        <Group justify="flex-end">
          <Button type="submit" size="compact-sm"><Trans>Apply</Trans></Button>
        </Group>
      </Stack>
    </form>
  )
}
