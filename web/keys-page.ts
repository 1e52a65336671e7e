// docs/keys.md, made from the registry of shortcuts by `npm run generate`.
import { LEAVING } from './own-keys.ts'
import { isSingle } from './pressed-keys.ts'
import { SHORTCUTS, type Shortcut } from './shortcuts.ts'

const NAMES: Record<string, string> = {
  mod: '⌘ or Ctrl', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→',
  shift: '⇧', alt: 'Alt', Escape: 'Esc',
}

const written = (keys: string): string => keys.split(' ').map((part) => part.split('+')
  .map((key) => `\`${NAMES[key] ?? key}\``).join(' + ')).join(' then ')

export function keysPage(): string {
  // The keys of that very object.
  const names = Object.keys(SHORTCUTS) as Shortcut[]
  const groups = [...new Set(names.map((name) => SHORTCUTS[name].group))]
  const singles = names.filter((name) => isSingle(SHORTCUTS[name].keys)).length
  const tables = groups.map((group) => [
    `## ${group}`, '', '| keys | what they do | name |', '|---|---|---|',
    ...names.filter((name) => SHORTCUTS[name].group === group)
      .map((name) => `| ${written(SHORTCUTS[name].keys)} | ${SHORTCUTS[name].does} | ${name} |`),
  ].join('\n'))
  const chords = [...LEAVING].map((name) => `\`${name}\``).join(' and ')
  return `# Keys

Made from \`web/shortcuts.ts\` by \`npm run generate\`; a test keeps it current. \`?\` shows those
that work on the page in front of you.

Each of the ${names.length} can get keys of your own, or none, under Settings › My profile; the
${singles} that are single letters or signs can be turned off together there (WCAG 2.1.4). It is
kept with your account.

Single keys rest while you type and in dialogs, and nothing that leaves the house can be put on
one: ${chords} always want a chord. A letter is the one printed on your
keyboard; \`[\` and \`]\` are also the two keys right of \`P\`, whatever stands there.

${tables.join('\n\n')}
`
}
