// Shows one entry of the gallery at a time, chosen by the address or by a program.
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory, createRootRoute, createRouter, RouterProvider,
} from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { listenForKeys } from '../keys.ts'
import { queryClient } from '../queries.ts'
import { router } from '../routes.tsx'
import { theme, variables } from '../theme.ts'
import { direction } from '../words/language.ts'
import { ENTRIES } from './entries.ts'
import type { ComponentEntry } from './entry.ts'
import { Frame } from './frame.tsx'
import { Contents } from './contents.tsx'
import { AWAY, WEATHER } from './states.ts'
import { FAIR, setWeather } from './transport.ts'

declare global {
  interface Window {
    /** For the tests, which show one entry after the other in one page. */
    gallery: { names: readonly string[]; show: (name: string) => Promise<void> }
  }
}

let shown: string | null = null
const listeners = new Set<() => void>()

export function openGallery(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('gallery.html lost its root element.')
  listenForKeys()
  window.gallery = { names: ENTRIES.map(({ name }) => name), show }
  const wanted = new URLSearchParams(window.location.search)
  createRoot(root).render(
    <I18nProvider i18n={i18n}>
      <DirectionProvider initialDirection={direction} detectDirection={false}>
        <MantineProvider theme={theme} cssVariablesResolver={variables}
          forceColorScheme={wanted.get('theme') === 'dark' ? 'dark' : 'light'}>
          <QueryClientProvider client={queryClient}>
            <Notifications position="bottom-left" containerWidth={380} limit={4} />
            <Shown />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </I18nProvider>,
  )
  const entry = wanted.get('entry')
  if (entry !== null) void show(entry)
}

/** Resolves when the entry stands still. */
async function show(name: string): Promise<void> {
  const entry = ENTRIES.find((one) => one.name === name)
  if (!entry) throw new Error(`The gallery has no entry ${name}.`)
  tell(null)
  notifications.clean()
  await pause()
  queryClient.clear()
  // Drafts and other copies of the entry before; the language stays.
  for (const key of Object.keys(localStorage)) {
    if (key !== 'duebox.language') localStorage.removeItem(key)
  }
  setWeather(entry.of === 'screen' ? WEATHER[entry.state] : entry.weather ?? FAIR)
  tell(name)
  await stillness()
  if (entry.of !== 'screen' || entry.state !== 'offline') return
  setWeather(AWAY, false)
  void queryClient.refetchQueries()
  await pause(300)
}

function tell(name: string | null): void {
  shown = name
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function Shown() {
  const name = useSyncExternalStore(subscribe, () => shown)
  const entry = ENTRIES.find((one) => one.name === name)
  if (!entry) return <Contents />
  return entry.of === 'screen' ? <RouterProvider key={name} router={routerAt(entry.address)} />
    : <RouterProvider key={name} router={routerAround(entry)} />
}

/** Links of a component want to stand in some router. */
const routerAround = ({ name, render }: ComponentEntry) => createRouter({
  routeTree: createRootRoute({
    component: () => <Frame title={name}>{render()}</Frame>,
    errorComponent: ({ error }) => <pre>{String(error)}</pre>,
  }),
  history: createMemoryHistory(),
})

/** One of its own for each entry, over the routes of the application. */
const routerAt = (address: string) => createRouter({
  ...router.options, defaultPreload: false,
  history: createMemoryHistory({ initialEntries: [address] }),
})

const pause = (ms = 0) => new Promise<void>((resolve) => { setTimeout(resolve, ms) })

/** Answers come at once here, so two looks without a call between them are enough. */
async function stillness(): Promise<void> {
  for (let quiet = 0, tries = 0; quiet < 3 && tries < 60; tries++) {
    await pause(25)
    const hasHead = document.querySelector('main :is(h1, h2, [aria-busy]), [role="alert"]') !== null
    const isWaiting = !hasHead || (queryClient.isFetching() > 0 && tries < 12)
    quiet = isWaiting ? 0 : quiet + 1
  }
}
