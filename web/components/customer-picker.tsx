// Finds one customer by name or number.
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { listCustomers } from '#contract/customers.ts'
import { useRead } from '../queries.ts'

export function CustomerPicker({ label, value, onChange, description }: {
  label: string
  value: string | null
  onChange: (customerId: string | null) => void
  description?: string
}) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const found = useRead(listCustomers, { query: { search, limit: 20 } }, { isKept: true })
  const options = (found.data?.items ?? []).map((customer) => ({
    value: customer.id, label: `${customer.name} · ${customer.reference}`,
  }))
  return (
    <Select label={label} description={description} placeholder="Search by name or number"
      searchable value={value} onChange={onChange} data={options} onSearchChange={setTyped}
      filter={({ options: all }) => all} comboboxProps={{ withinPortal: true }}
      nothingFoundMessage={found.isFetching ? 'Searching…' : 'No customer matches.'} />
  )
}
