// The small picture of a key beside the button that it presses.
import { t } from '@lingui/core/macro'
import type { Shortcut } from '../keys.ts'
import { useKeysOf } from '../own-keys.ts'

const isMac = navigator.platform.startsWith('Mac')
const NAMES: Record<string, string> = {
  mod: isMac ? '⌘' : t`Ctrl`, alt: isMac ? '⌥' : 'Alt', Enter: '↵', Escape: t`Esc`,
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', shift: isMac ? '⇧' : 'Shift',
  Delete: t`Del`, Backspace: '⌫',
}

/** Decoration for the eye; the shortcut is told to everyone in the help dialog. */
export function KeyHint({ shortcut }: { shortcut: Shortcut }) {
  const keys = useKeysOf(shortcut)
  if (keys === null) return null
  return <span aria-hidden className="wide-only"><Keys keys={keys} /></span>
}

export function Keys({ keys }: { keys: string }) {
  return (
    <span style={{ display: 'inline-flex', gap: 3 }}>
      {keys.split(/[ +]/).map((key, index) => (
        <kbd className="key" key={index}>{NAMES[key] ?? key}</kbd>
      ))}
    </span>
  )
}
