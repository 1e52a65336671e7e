// Dialogs that are mostly closed: what they are made of loads when the first of them opens.
import type { DrawerProps, ModalProps } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'

const Modal = lazy(() => import('./overlays.ts').then((file) => ({ default: file.Modal })))
const Drawer = lazy(() => import('./overlays.ts').then((file) => ({ default: file.Drawer })))

export function LateModal(props: ModalProps) {
  return useOnceTrue(props.opened)
    ? <Suspense fallback={null}><Modal {...props} /></Suspense> : null
}

export function LateDrawer(props: DrawerProps) {
  return useOnceTrue(props.opened)
    ? <Suspense fallback={null}><Drawer {...props} /></Suspense> : null
}

/** It stays once it was there, so that closing is seen and what was typed is kept. */
function useOnceTrue(isTrue: boolean): boolean {
  const [was, setWas] = useState(isTrue)
  useEffect(() => { if (isTrue) setWas(true) }, [isTrue])
  return was || isTrue
}
