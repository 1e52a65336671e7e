// The one list of what the gallery shows; a test holds that no component is missing.
import { AMOUNTS } from './components/amounts.tsx'
import { DIALOGS } from './components/dialogs.tsx'
import { MESSAGES } from './components/messages.tsx'
import { PLAIN } from './components/plain.tsx'
import { REASONS } from './components/reasons.tsx'
import { STRIPS } from './components/strips.tsx'
import type { ComponentEntry, ScreenEntry } from './entry.ts'
import { SCREENS } from './screens.ts'

export const COMPONENTS: readonly ComponentEntry[] =
  [PLAIN, AMOUNTS, MESSAGES, REASONS, DIALOGS, STRIPS].flat()

const STATES_OF_SCREENS: readonly ScreenEntry[] = SCREENS.flatMap(({ name, address, states }) =>
  states.map((state) => ({ of: 'screen' as const, name: `${name}/${state}`, address, state })))

export const ENTRIES: readonly (ComponentEntry | ScreenEntry)[] =
  [...COMPONENTS, ...STATES_OF_SCREENS]
