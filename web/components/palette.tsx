// The command palette: opens at once by a chord, loads what it is made of when first asked for.
import { createSpotlight } from '@mantine/spotlight'
import { lazy, Suspense, useState } from 'react'
import { useShortcut } from '../keys.ts'

const [store, palette] = createSpotlight()

const PaletteDialog = lazy(() => import('./palette-dialog.tsx'))

export function Palette() {
  const [isWanted, setWanted] = useState(false)
  useShortcut('palette', () => {
    setWanted(true)
    palette.open()
  })
  return isWanted ? <Suspense fallback={null}><PaletteDialog store={store} /></Suspense> : null
}
