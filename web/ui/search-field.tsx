// A search that is written into the address a moment after typing; `/` puts the cursor here.
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useShortcut } from '../keys.ts'

export function SearchField({ label, value, onChange, placeholder }: {
  label: string; value: string; onChange: (search: string) => void; placeholder: string
}) {
  const [typed, setTyped] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  useShortcut('search', () => field.current?.focus())
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), 200)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <TextInput ref={field} type="search" aria-label={label} placeholder={placeholder} value={typed}
      leftSection={<IconSearch size={16} aria-hidden />} maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      style={{ flex: '1 1 220px', maxWidth: 360 }} />
  )
}
