// Finds one customer by name or number.
import { t } from '@lingui/core/macro'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { listCustomers } from '#contract/customers.ts'
import { useRead } from '../queries.ts'

export function CustomerPicker({
  label, value, onChange, description, known, exceptId, placeholder, error,
}: {
  label: string
  value: string | null
  onChange: (customerId: string | null) => void
  description?: string
  /** The chosen one's name, where the search has not met it; with it, it may be taken away. */
  known?: { id: string; name: string } | null
  exceptId?: string | undefined
  placeholder?: string
  error?: ReactNode
}) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const found = useRead(listCustomers, { query: { search, limit: 20 } }, { isKept: true })
  const options = (found.data?.items ?? []).filter(({ id }) => id !== exceptId)
    .map((customer) => ({
      value: customer.id, label: `${customer.name} · ${customer.reference}`,
    }))
  if (known && options.every(({ value: id }) => id !== known.id)) {
    options.push({ value: known.id, label: known.name })
  }
  return (
    <Select label={label} description={description} error={error}
      placeholder={placeholder ?? t`Search by name or number`} clearable={known !== undefined}
      searchable value={value} onChange={onChange} data={options} onSearchChange={setTyped}
      filter={({ options: all }) => all} comboboxProps={{ withinPortal: true }}
      nothingFoundMessage={found.isFetching ? t`Searching…` : t`No customer matches.`} />
  )
}
