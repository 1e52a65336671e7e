// The filters that a list offers, as values: what each is called and what it may be set to.
import { t } from '@lingui/core/macro'
import type { ParamKey, Params } from './list-params.ts'

export type FilterField =
  | { kind: 'several'; key: ParamKey; label: string;
    options: readonly { value: string; label: string }[] }
  | { kind: 'amounts'; from: ParamKey; to: ParamKey; label: string; currency: string }
  | { kind: 'days'; from: ParamKey; to: ParamKey | null; label: string; says: string }
  | { kind: 'switch'; key: ParamKey; label: string }

export const fieldName = (field: FilterField): string =>
  ('key' in field ? field.key : field.from)

export const isSet = (field: FilterField, params: Params): boolean =>
  ('key' in field ? params[field.key] !== undefined
    : params[field.from] !== undefined || (field.to !== null && params[field.to] !== undefined))

export function cleared(field: FilterField, params: Params): Params {
  const gone = 'key' in field ? [field.key] : [field.from, field.to]
  return Object.fromEntries(Object.entries(params).filter(([key]) =>
    !gone.some((one) => one === key)))
}

/** What a chip says behind the name of its filter. */
export function valueText(
  field: FilterField, params: Params, money: (minor: number, currency: string) => string,
): string {
  switch (field.kind) {
    case 'switch': return ''
    case 'several': {
      const chosen = (params[field.key] ?? '').split(',')
      const names = chosen.map((value) =>
        field.options.find((one) => one.value === value)?.label ?? value)
      const more = names.length - 2
      return more > 0 ? t`${names.slice(0, 2).join(', ')} and ${more} more` : names.join(', ')
    }
    case 'amounts': return between(params[field.from], params[field.to],
      (minor) => money(Number(minor), field.currency))
    case 'days': return between(params[field.from],
      field.to === null ? undefined : params[field.to], (days) => days)
    default: return field satisfies never
  }
}

function between(
  from: string | undefined, to: string | undefined, text: (value: string) => string,
): string {
  if (from !== undefined && to !== undefined) return `${text(from)} – ${text(to)}`
  return from === undefined ? `≤ ${text(to ?? '')}` : `≥ ${text(from)}`
}
