// The palette's dialog: type a name, a number or a command; the ledger is searched as you type.
import { t } from '@lingui/core/macro'
import { Spotlight, type SpotlightStore } from '@mantine/spotlight'
import '@mantine/spotlight/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowRight, IconFileInvoice, IconSearch, IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { listCustomers } from '#contract/customers.ts'
import { listInvoices } from '#contract/invoices.ts'
import { moneyText } from '../format.ts'
import { useRead } from '../queries.ts'
import { Keys } from '../ui/key-hint.tsx'
import { commandsFor, fits, type Command } from './palette-commands.ts'

const MOST_FOUND = 6
const LEAST_LETTERS = 2
const PAUSE_MS = 120

export default function PaletteDialog({ store }: { store: SpotlightStore }) {
  const [query, setQuery] = useState('')
  const navigate = useNavigate()
  // The page's own deeds are those of the moment in which it opens.
  const read = () => commandsFor((to) => void navigate(to))
  const [commands, setCommands] = useState<Command[]>(read)
  const shown = commands.filter((command) =>
    fits(query, command.group === 'Settings' ? t`Settings ${command.label}` : command.label))
  const found = useFound(query)
  useFirstChosen(store, [...found.items, ...shown].map(({ id }) => id).join(' '))
  const groups = [...new Set(shown.map(({ group }) => group))]
  const isEmpty = shown.length === 0 && found.items.length === 0
  return (
    <Spotlight.Root store={store} query={query} onQueryChange={setQuery} shortcut={null}
      scrollable maxHeight="60vh" onSpotlightOpen={() => setCommands(read())}
      attributes={{ content: { 'aria-label': t`Command palette` } }}
      overlayProps={{ backgroundOpacity: 0.45, blur: 1 }} transitionProps={{ duration: 0 }}>
      <Spotlight.Search placeholder={t`A customer, an invoice number, a page, a command…`}
        aria-label={t`Search for anything`} leftSection={<IconSearch size={18} stroke={1.8} />} />
      <Spotlight.ActionsList>
        {found.groups.map(({ name, items }) => (
          <Spotlight.ActionsGroup key={name} label={name}>
            {items.map((item) => <Row key={item.id} {...item} />)}
          </Spotlight.ActionsGroup>
        ))}
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {shown.filter((command) => command.group === group).map((command) => (
              <Row key={command.id} icon={<IconArrowRight size={16} />} label={command.label}
                about={null} aside={command.keys === null ? null : <Keys keys={command.keys} />}
                run={command.run} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {isEmpty ? (
          <Spotlight.Empty>{found.isSearching ? t`Searching…`
            : t`Nothing is called “${query}”.`}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** Whatever comes in while one types, Enter takes the first of it; the library waits for ↓. */
function useFirstChosen(store: SpotlightStore, shown: string): void {
  useEffect(() => {
    const { listId } = store.getState()
    const list = listId === '' ? null : document.getElementById(listId)
    list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
    list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    store.updateState((state) => ({ ...state, selected: 0 }))
  }, [store, shown])
}

interface Item {
  id: string
  icon: ReactNode
  label: string
  about: string | null
  aside: ReactNode
  run: () => void
}

function Row({ icon, label, about, aside, run }: Omit<Item, 'id'>) {
  return (
    <Spotlight.Action onClick={run} highlightQuery>
      <span className="palette-row">
        <span className="dim" aria-hidden style={{ display: 'flex' }}>{icon}</span>
        <span style={{ minWidth: 0, flex: 1 }}>
          <span className="clamp-1">{label}</span>
          {about === null ? null : <span className="clamp-1 palette-about tiny">{about}</span>}
        </span>
        {aside}
      </span>
    </Spotlight.Action>
  )
}

/** Customers and invoices whose name or number is like it. */
function useFound(query: string) {
  const [search] = useDebouncedValue(query.trim(), PAUSE_MS)
  const navigate = useNavigate()
  const isOff = search.length < LEAST_LETTERS
  const asked = { query: { search, limit: MOST_FOUND } }
  const customers = useRead(listCustomers, asked, { isOff, isKept: true })
  const invoices = useRead(listInvoices, asked, { isOff, isKept: true })
  const wanted = isOff ? [] : [
    { name: t`Customers`, items: (customers.data?.items ?? []).map((one): Item => ({
      id: one.id, icon: <IconUser size={16} />, label: one.name, about: one.reference,
      aside: one.balances[0] && one.balances[0].openMinor > 0
        ? <Open amountMinor={one.balances[0].openMinor} currency={one.balances[0].currency} />
        : null,
      run: () => void navigate({ to: '/customers/$customerId', params: { customerId: one.id } }),
    })) },
    { name: t`Invoices`, items: (invoices.data?.items ?? []).map((one): Item => ({
      id: one.id, icon: <IconFileInvoice size={16} />, label: one.number,
      about: one.customerName, aside: <Open amountMinor={one.openMinor} currency={one.currency} />,
      run: () => void navigate({ to: '/invoices/$invoiceId', params: { invoiceId: one.id } }),
    })) },
  ]
  const groups = wanted.filter(({ items }) => items.length > 0)
  return {
    groups, items: groups.flatMap(({ items }) => items),
    isSearching: !isOff && (customers.isFetching || invoices.isFetching),
  }
}

const Open = (amount: { amountMinor: number; currency: string }) =>
  <span className="num small">{moneyText(amount)}</span>
