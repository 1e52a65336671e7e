// Several of a list in an order of preference: chips with a place, and a field to add one.
import { t } from '@lingui/core/macro'
import { ActionIcon, Select } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import './ordered-choice.css'

export interface Choice { value: string; label: string }

export function OrderedChoice({
  label, description, error, value, data, onChange, whenEmpty, atLeast = 0, most, id,
}: {
  label: string
  description?: string
  error?: string | undefined
  value: readonly string[]
  data: readonly Choice[]
  onChange: (value: string[]) => void
  /** What holds while nothing is chosen. */
  whenEmpty?: string
  atLeast?: number
  most: number
  id?: string
}) {
  const labelId = useId()
  const wordOf = (one: string) => data.find((choice) => choice.value === one)?.label ?? one
  const put = (from: number, to: number) => {
    const rest = value.filter((_, index) => index !== from)
    onChange([...rest.slice(0, to), ...value.slice(from, from + 1), ...rest.slice(to)])
  }
  const left = data.filter((choice) => !value.includes(choice.value))
  return (
    <div role="group" aria-labelledby={labelId}>
      <div className="label" id={labelId}>{label}</div>
      {description === undefined ? null : <div className="dim tiny">{description}</div>}
      {value.length === 0 ? (whenEmpty === undefined ? null
        : <div className="tiny dim chosen-none">{whenEmpty}</div>) : (
        <ol className="chosen">
          {value.map((one, index) => (
            <li key={one} className="chosen-one">
              {value.length > 1 ? <span className="num dim tiny">{index + 1}</span> : null}
              <span className="chosen-word">{wordOf(one)}</span>
              {index === 0 ? null : (
                <ActionIcon size={24} aria-label={t`${wordOf(one)}: before the one in front of it`}
                  onClick={() => put(index, index - 1)}><IconArrowLeft size={13} /></ActionIcon>
              )}
              {index === value.length - 1 ? null : (
                <ActionIcon size={24} aria-label={t`${wordOf(one)}: behind the next one`}
                  onClick={() => put(index, index + 1)}><IconArrowRight size={13} /></ActionIcon>
              )}
              {value.length <= atLeast ? null : (
                <ActionIcon size={24} aria-label={t`Remove ${wordOf(one)}`}
                  onClick={() => onChange(value.filter((other) => other !== one))}>
                  <IconX size={13} /></ActionIcon>
              )}
            </li>
          ))}
        </ol>
      )}
      {left.length === 0 || value.length >= most ? null : (
        <Select {...(id === undefined ? {} : { id })} aria-label={t`${label}: add`} value={null}
          size="xs" placeholder={value.length === 0 ? t`Choose` : t`Add another`} error={error}
          searchable={left.length > 8} data={[...left]}
          onChange={(added) => {
            if (added !== null) onChange([...value, added])
          }} />
      )}
      {error !== undefined && (left.length === 0 || value.length >= most)
        ? <div className="tiny" style={{ color: 'var(--bad)' }}>{error}</div> : null}
    </div>
  )
}
