// The heads of a list's columns; those that order it are buttons and say which way.
import { t } from '@lingui/core/macro'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { Column } from './look-menu.tsx'
import type { Params } from './list-params.ts'

export function ListHead({ columns, params, usual, onChange }: {
  columns: readonly Column[]
  params: Params
  /** Of every order, which way is looked for most. */
  usual: Readonly<Record<string, 'asc' | 'desc'>>
  onChange: (params: Params) => void
}) {
  const sort = params.sort ?? Object.keys(usual)[0]
  const press = (by: string) => {
    const before = params.order ?? usual[by]
    const { order: _order, ...rest } = params
    if (sort !== by) onChange({ ...rest, sort: by })
    else onChange({ ...rest, sort: by, order: before === 'asc' ? 'desc' : 'asc' })
  }
  return (
    <div className="list-grid list-head" role="group" aria-label={t`Order of the list`}>
      {columns.map(({ name, label, sort: by, isRight }) => {
        const look = isRight ? 'right' : undefined
        if (by === undefined) return <span key={name} className={look}>{label}</span>
        const way = sort === by ? params.order ?? usual[by] : null
        return (
          <span key={name} className={look}>
            <button type="button" className="list-sort" onClick={() => press(by)}
              aria-pressed={way !== null} aria-label={way === null ? t`Sort by ${label}`
                : way === 'asc' ? t`Sorted by ${label}, upwards; turn round`
                  : t`Sorted by ${label}, downwards; turn round`}>
              {label}
              {way === null ? null : way === 'asc' ? <IconArrowUp size={13} aria-hidden />
                : <IconArrowDown size={13} aria-hidden />}
            </button>
          </span>
        )
      })}
    </div>
  )
}

/** The widths of the columns shown, as CSS takes them. */
export const gridOf = (columns: readonly Column[]) =>
  ({ '--list-columns': columns.map(({ width }) => width).join(' ') })
