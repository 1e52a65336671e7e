// What narrows a list: search, one chip a filter, more of them by `f`, and how much is left out.
import { Button, CloseButton, Menu, Popover } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { IconFilter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { moneyText } from '../../format.ts'
import { useShortcut } from '../../keys.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { AmountsEditor, DaysEditor, SeveralEditor } from './filter-editor.tsx'
import { cleared, fieldName, isSet, valueText, type FilterField } from './filter-fields.ts'
import { filterOf, type Params } from './list-params.ts'
import './lists.css'

export function FilterBar({ fields, params, onChange, search, outside, children }: {
  fields: readonly FilterField[]
  params: Params
  onChange: (params: Params, how?: { replace: boolean }) => void
  search: { label: string; placeholder: string }
  /** How many rows the filter leaves out; null while that is not known. */
  outside: number | null
  /** What else stands beside it: order, columns, export. */
  children?: ReactNode
}) {
  const [editing, setEditing] = useState<string | null>(null)
  const [isMenuOpen, setMenuOpen] = useState(false)
  useShortcut('filter', () => setMenuOpen(true))
  const shown = fields.filter((field) => isSet(field, params) || fieldName(field) === editing)
  const isNarrowed = Object.keys(filterOf(params)).some((key) => key !== 'status')
  const add = (field: FilterField) => {
    if (field.kind === 'switch') onChange({ ...params, [field.key]: 'true' })
    else setEditing(fieldName(field))
  }
  const { sort, order, status } = params
  const clear = () => onChange(Object.fromEntries(Object.entries({ sort, order, status })
    .filter(([, value]) => value !== undefined)))
  return (
    <div className="filter-bar" role="search">
      <div className="filter-line">
        <SearchField {...search} value={params.search ?? ''} onChange={(typed) => {
          const { search: _before, ...rest } = params
          onChange(typed === '' ? rest : { ...rest, search: typed }, { replace: true })
        }} />
        <Menu opened={isMenuOpen} onChange={setMenuOpen} position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="sm" leftSection={<IconFilter size={16} />}>
              <Trans>Filter</Trans></Button>
          </Menu.Target>
          <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
            {fields.filter((field) => !isSet(field, params)).map((field) => (
              <Menu.Item key={fieldName(field)} onClick={() => add(field)}>{field.label}</Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {children}
      </div>
      {shown.length === 0 && !isNarrowed ? null : (
        <div className="filter-line" aria-label={t`Filters in force`} role="group">
          {shown.map((field) => (
            <Chip key={fieldName(field)} field={field} params={params} onChange={onChange}
              isOpen={editing === fieldName(field)}
              onOpen={(isOpen) => setEditing(isOpen ? fieldName(field) : null)} />
          ))}
          {isNarrowed ? (
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              <Trans>Clear the filters</Trans>
            </Button>
          ) : null}
          {isNarrowed && outside !== null && outside > 0 ? (
            <span className="dim small"><Plural value={outside} one="# is outside the filter"
              other="# are outside the filter" /></span>
          ) : null}
        </div>
      )}
    </div>
  )
}

function Chip({ field, params, onChange, isOpen, onOpen }: {
  field: FilterField
  params: Params
  onChange: (params: Params) => void
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}) {
  const value = isSet(field, params)
    ? valueText(field, params, (amountMinor, currency) => moneyText({ amountMinor, currency })) : ''
  const { label } = field
  const own = { params, onChange, onClose: () => onOpen(false) }
  return (
    <span className="filter-chip">
      <Popover opened={isOpen} onChange={onOpen} trapFocus returnFocus position="bottom-start"
        withinPortal shadow="md">
        <Popover.Target>
          <button type="button" className="filter-chip-name" aria-expanded={isOpen}
            onClick={() => {
              if (field.kind !== 'switch') onOpen(!isOpen)
            }}>
            {label}{value === '' ? '' : ': '}<span className="strong">{value}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={label}>
          {field.kind === 'several' ? <SeveralEditor field={field} {...own} /> : null}
          {field.kind === 'amounts' ? <AmountsEditor field={field} {...own} /> : null}
          {field.kind === 'days' ? <DaysEditor field={field} {...own} /> : null}
        </Popover.Dropdown>
      </Popover>
      <CloseButton size="sm" aria-label={t`Remove the filter ${label}`} onClick={() => {
        onOpen(false)
        onChange(cleared(field, params))
      }} />
    </span>
  )
}
