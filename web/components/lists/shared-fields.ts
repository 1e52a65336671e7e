// Filters that both lists have: owner, country, currency, and their choices.
import { t } from '@lingui/core/macro'
import { listWorkflows } from '#contract/workflows.ts'
import { locale } from '../../words/language.ts'
import { useRead } from '../../queries.ts'
import { useSession } from '../session.tsx'
import type { FilterField } from './filter-fields.ts'
import type { Params } from './list-params.ts'

const COUNTRIES = [
  'AT', 'AU', 'BE', 'BG', 'BR', 'CA', 'CH', 'CN', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR',
  'GB', 'GR', 'HR', 'HU', 'IE', 'IN', 'IS', 'IT', 'JP', 'LI', 'LT', 'LU', 'LV', 'MT', 'MX',
  'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SG', 'SI', 'SK', 'TR', 'UA', 'US', 'ZA',
]
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'JPY',
  'CAD', 'AUD', 'CNY', 'INR', 'BRL', 'ZAR', 'TRY']

const countryNames = new Intl.DisplayNames(locale, { type: 'region' })
const currencyNames = new Intl.DisplayNames(locale, { type: 'currency' })

const countries = COUNTRIES.map((value) => ({ value, label: countryNames.of(value) ?? value }))
  .sort((a, b) => a.label.localeCompare(b.label, locale))

export function useSharedFields(params: Params, level: 'customer' | 'invoice') {
  const { members, me } = useSession()
  const workflows = useRead(listWorkflows, {}, { staleTimeMs: 60_000 }).data?.items ?? []
  const own = me.organization.currency
  const named = params.currency?.split(',') ?? []
  const owner: FilterField = { kind: 'several', key: 'owner', label: t`Owner`, options: [
    { value: 'me', label: t`Me` },
    ...members.filter(({ isActive }) => isActive)
      .map(({ userId, name }) => ({ value: userId, label: name })),
  ] }
  const workflow: FilterField = { kind: 'several', key: 'workflow', label: t`Workflow`,
    options: workflows.filter((one) => one.level === level)
      .map(({ id, name }) => ({ value: id, label: name })) }
  const country: FilterField = { kind: 'several', key: 'country', label: t`Country`,
    options: countries }
  const currency: FilterField = { kind: 'several', key: 'currency', label: t`Currency`,
    options: [own, ...CURRENCIES.filter((code) => code !== own)].map((code) =>
      ({ value: code, label: `${code} · ${currencyNames.of(code) ?? code}` })) }
  // An amount is one of a currency: of the one that is chosen, else of the organization's.
  const [only, ...others] = named
  return { owner, workflow, country, currency,
    amountCurrency: level === 'invoice' && only !== undefined && others.length === 0 ? only : own }
}
