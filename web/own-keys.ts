// Which keys a shortcut has for this person: the usual ones, their own, or none.
import { useSyncExternalStore } from 'react'
import { isSingle } from './pressed-keys.ts'
import { SHORTCUTS, type Shortcut } from './shortcuts.ts'

export interface OwnKeys {
  hasSingleKeys: boolean
  /** By the name of the shortcut; empty means none. */
  own: Readonly<Record<string, string>>
}

export const USUAL_KEYS: OwnKeys = { hasSingleKeys: true, own: {} }

/** What leaves the house must never hang on one key alone. */
export const LEAVING: ReadonlySet<Shortcut> = new Set<Shortcut>(['send', 'sendNext'])

let current = USUAL_KEYS
const listeners = new Set<() => void>()

export function setOwnKeys(keys: OwnKeys): void {
  current = keys
  for (const listener of listeners) listener()
}

/** Null: it has none, so it is done by its button. */
export function keysOf(shortcut: Shortcut, of: OwnKeys = current): string | null {
  const usual = SHORTCUTS[shortcut].keys
  const own = of.own[shortcut] ?? usual
  const keys = LEAVING.has(shortcut) && isSingle(own) ? usual : own
  return keys === '' || (isSingle(keys) && !of.hasSingleKeys) ? null : keys
}

export const useKeysOf = (shortcut: Shortcut): string | null =>
  useSyncExternalStore(subscribe, () => keysOf(shortcut))

/** Which other shortcut would be pressed by these keys too, where both work; null: none. */
export function rivalOf(shortcut: Shortcut, keys: string, of: OwnKeys): Shortcut | null {
  const { group } = SHORTCUTS[shortcut]
  // The keys of that very object.
  const others = Object.keys(SHORTCUTS) as Shortcut[]
  return others.find((other) => other !== shortcut && keysOf(other, of) === keys
    && meets(group, SHORTCUTS[other].group)) ?? null
}

/** The editor of workflows has its own keys, which rest elsewhere. */
const meets = (one: string, other: string): boolean => one === other
  || (one !== SHORTCUTS.stepNext.group && other !== SHORTCUTS.stepNext.group)
  || [one, other].includes(SHORTCUTS.help.group)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
