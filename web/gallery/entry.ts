// What the gallery's list consists of: components by their files, screens by address and state.
import type { ReactNode } from 'react'
import type { State } from './states.ts'
import type { Weather } from './transport.ts'

/** One or several examples; the files are named as in `web/`, without the ending. */
export interface ComponentEntry {
  of: 'component'
  name: string
  /** Those that it shows, also as parts of each other. */
  files: readonly string[]
  render: () => ReactNode
  weather?: Weather
}

export interface ScreenEntry {
  of: 'screen'
  name: string
  address: string
  state: State
}
