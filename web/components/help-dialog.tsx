// The shortcuts that work on this page, made from the registry that binds them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { SHORTCUTS, useActiveShortcuts, useShortcut, type Shortcut } from '../keys.ts'
import { useKeysOf } from '../own-keys.ts'
import { Keys } from '../ui/key-hint.tsx'
import { LateModal } from '../ui/late-overlay.tsx'
import { useHelpPage } from './help-link.tsx'

let isOpen = false
const listeners = new Set<() => void>()

function setOpen(open: boolean) {
  isOpen = open
  for (const listener of listeners) listener()
}
export const openHelp = () => setOpen(true)

export function HelpDialog() {
  const opened = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOpen,
  )
  const page = useHelpPage()
  useShortcut('help', openHelp)
  return (
    <LateModal opened={opened} onClose={() => setOpen(false)} title={t`Keyboard shortcuts`}>
      <Working />
      <p className="small" style={{ margin: '0 0 10px' }}>
        <Anchor component={Link} to={`/help/${page}`} onClick={() => setOpen(false)}>
          <Trans>Read about this page</Trans></Anchor></p>
      <p className="dim tiny" style={{ margin: 0 }}>
        <Trans>Single keys rest while you type. No single key sends anything.</Trans>{' '}
        <Link to="/settings" search={{ section: 'profile' }} onClick={() => setOpen(false)}>
          <Trans>Change the keys</Trans></Link>
      </p>
    </LateModal>
  )
}

/** Made while the dialog is open only; keys that are bound meanwhile join. */
function Working() {
  const shown = useActiveShortcuts()
  const groups = [...new Set(shown.map((shortcut) => SHORTCUTS[shortcut].group))]
  return (
    <>
      {groups.map((group) => (
        <section key={group} style={{ marginBottom: 14 }}>
          <h3 className="small" style={{ margin: '0 0 4px' }}>{group}</h3>
          {shown.filter((shortcut) => SHORTCUTS[shortcut].group === group).map((shortcut) => (
            <div key={shortcut} className="row-line small" style={{ padding: '4px 0' }}>
              <span>{SHORTCUTS[shortcut].does}</span>
              <KeysNow shortcut={shortcut} />
            </div>
          ))}
        </section>
      ))}
    </>
  )
}

function KeysNow({ shortcut }: { shortcut: Shortcut }) {
  const keys = useKeysOf(shortcut)
  return keys === null ? <span className="dim tiny"><Trans>off</Trans></span> : <Keys keys={keys} />
}
