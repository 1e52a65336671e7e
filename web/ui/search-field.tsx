// A search that is written into the address a moment after typing; `/` puts the cursor here.
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useShortcut } from '../keys.ts'

const REST_MS = 200

export function SearchField({ label, value, onChange, placeholder }: {
  label: string; value: string; onChange: (search: string) => void; placeholder: string
}) {
  const [typed, setTyped] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useShortcut('search', () => field.current?.focus())
  // What the address says wins when it changes by other hands, as by “Clear the filters”.
  useEffect(() => setTyped(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const router = useRouter()
  const type = (search: string) => {
    setTyped(search)
    clearTimeout(timer.current)
    const { pathname } = router.latestLocation
    timer.current = setTimeout(() => {
      // A late search must not take the reader back from the row they have pressed meanwhile.
      if (router.latestLocation.pathname === pathname) onChange(search)
    }, REST_MS)
  }
  return (
    <TextInput ref={field} type="search" aria-label={label} placeholder={placeholder} value={typed}
      leftSection={<IconSearch size={16} aria-hidden />} maxLength={200}
      onChange={(event) => type(event.currentTarget.value)}
      style={{ flex: '1 1 220px', maxWidth: 360 }} />
  )
}
