// Before a deed on more than twenty, their number is typed: a slip of the hand cannot do it.
import { TextInput } from '@mantine/core'
import { t } from '@lingui/core/macro'

const FREE = 20

export function TypedCount({ count, typed, onChange }: {
  count: number; typed: string; onChange: (typed: string) => void
}) {
  if (count <= FREE) return null
  return (
    <TextInput label={t`Type ${count} to go on`} value={typed} inputMode="numeric"
      autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
  )
}

export const typedWhyNot = (count: number, typed: string): string | null =>
  (count <= FREE || typed.replace(/\D/g, '') === String(count) ? null
    : t`Type the number of those it is about.`)
