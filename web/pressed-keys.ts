// What a pressed key is called, on any keyboard: by its sign, and by its place where that matters.

export interface Pressed {
  key: string
  code: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** AltGr writes signs such as [ on many keyboards; then it is no modifier. */
  isAltGraph: boolean
}

export const pressedOf = (event: KeyboardEvent): Pressed => ({
  key: event.key, code: event.code, shiftKey: event.shiftKey, ctrlKey: event.ctrlKey,
  metaKey: event.metaKey, altKey: event.altKey, isAltGraph: event.getModifierState('AltGraph'),
})

/** The names it may go by, the likeliest first. */
export function namesOf(pressed: Pressed): string[] {
  const byKey = nameOf(pressed, pressed.key)
  const placed = signAt(pressed)
  const byPlace = placed === null ? byKey : nameOf(pressed, placed)
  return byPlace === byKey ? [byKey] : [byKey, byPlace]
}

/** A letter or a sign, alone or one after the other: what WCAG 2.1.4 lets people turn off. */
export const isSingle = (keys: string): boolean => keys.split(' ').every((key) => key.length === 1)

function nameOf(pressed: Pressed, key: string): string {
  const isModified = (pressed.metaKey || pressed.ctrlKey) && !pressed.isAltGraph
  const isAlt = pressed.altKey && !pressed.isAltGraph
  const isSign = key.length === 1
  // Shift is part of a sign, such as `?`, unless another key makes a chord of it.
  const shift = pressed.shiftKey && (!isSign || isModified) ? 'shift+' : ''
  const name = isSign && (isModified || !pressed.shiftKey) ? key.toLowerCase() : key
  if (isModified) return `mod+${shift}${name}`
  return isAlt ? `alt+${name}` : `${shift}${name}`
}

/**
 * Where letters are not Latin, the key in the place of the letter does; and the brackets are two
 * neighbours on every keyboard, though most of Europe writes them with AltGr.
 */
function signAt({ key, code }: Pressed): string | null {
  if (code === 'BracketLeft') return '['
  if (code === 'BracketRight') return ']'
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase()
  const isForeign = key.length === 1 && key > '\u024f'
  return letter !== undefined && isForeign ? letter : null
}
