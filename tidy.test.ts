// Holds the house rules as data: rooms, stairs, purity, sizes and names (ARCHITECTURE, STYLE), and
// that the documents tell the truth about them.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROLES } from '#contract/endpoint.ts'
import { HOLD_CODES, HOLD_TEXTS } from '#domain/hold.ts'
import { CHANNELS } from '#domain/workflow.ts'

const ROOT = import.meta.dirname
/** Which rooms a room may import from, itself aside. */
const ROOMS: Record<string, readonly string[]> = {
  domain: [], contract: ['domain'], server: ['contract', 'domain'], web: ['contract', 'domain'],
}
/** Inside server/ an import points down this list, never sideways on one line. */
const STAIRS: readonly (readonly string[])[] = [
  ['main', 'cli'], ['api', 'schedule', 'seed'], ['workflows'], ['actions', 'imports', 'portal'],
  ['inbox', 'invoices'], ['customers', 'webhooks', 'notifications', 'team'],
  ['timeline', 'settings', 'templates', 'reports', 'views'], ['channels'], ['platform'],
]
/** The demo company is seen by the API that makes it; both stand on one line. */
const SIDEWAYS_ALLOWED = new Set(['api → seed'])
const PURE_PACKAGES = new Set(['temporal-polyfill'])
const IMPURE = /\b(Date\.now|new Date\(|Math\.random|process\.|fetch\(|setTimeout|setInterval|await |async |Promise\b)/
const BANNED = /^(utils?|helpers?|common|misc|managers?|services?|base|data|info)$/i
const LONGEST = { file: 300, function: 60, component: 100, line: 100 }

interface SourceFile {
  path: string
  text: string
}

const sources = (room: string): SourceFile[] => fs.existsSync(path.join(ROOT, room))
  ? fs.readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => ({
      path: `${room}/${name.split(path.sep).join('/')}`,
      text: fs.readFileSync(path.join(ROOT, room, name), 'utf8'),
    }))
  : []

const isTest = (file: { path: string }) =>
  /\.test\.tsx?$/.test(file.path) || file.path.startsWith('server/testing/')
const ALL = ['domain', 'contract', 'server', 'web', 'bench', 'e2e'].flatMap(sources)
const CODE = ALL.filter((file) => !isTest(file))

const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n]*?)?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** `import type` leaves nothing behind at run time, so it closes no circle. */
const valueImportsOf = (file: SourceFile) =>
  importsOf({
    ...file,
    text: file.text.replaceAll(/^(?:import|export) type [^'"]*['"][^'"]+['"]/gm, ''),
  })

export function importsOf(file: SourceFile): string[] {
  return [...file.text.matchAll(IMPORT)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? ''
    if (target.startsWith('#')) return target.slice(1)
    return target.startsWith('.') ? path.posix.join(path.posix.dirname(file.path), target) : target
  })
}

const roomOf = (file: string) => file.split('/')[0] ?? ''
const floorOf = (file: string) => {
  const part = file.split('/')[1] ?? ''
  const name = part.replace(/\.tsx?$/, '')
  return { name, level: STAIRS.findIndex((line) => line.includes(name)) }
}

/** Every breach of rooms and stairs that a file commits. */
export function breachesOf(file: SourceFile): string[] {
  return importsOf(file).flatMap((target) => {
    const [from, to] = [roomOf(file.path), roomOf(target)]
    if (!(to in ROOMS)) {
      const isImpure = from === 'domain' && !PURE_PACKAGES.has(target)
      return isImpure ? [`${file.path} imports ${target}: the domain is pure`] : []
    }
    if (from !== to) {
      const isOpen = from in ROOMS ? ROOMS[from]?.includes(to) : true
      return isOpen ? [] : [`${file.path} → ${target}: no door between ${from} and ${to}`]
    }
    if (from !== 'server') return []
    return stairsBreach(file.path, target)
  })
}

function stairsBreach(from: string, target: string): string[] {
  const [a, b] = [floorOf(from), floorOf(target)]
  if (a.name === b.name) return []
  const arrow = `${a.name} → ${b.name}`
  if (b.name === 'testing') return [`${from} → ${target}: only tests may use testing/`]
  if (a.level < 0 || b.level < 0) return [`${from} → ${target}: not on the stairs`]
  if (SIDEWAYS_ALLOWED.has(arrow)) return []
  if (a.level >= b.level) return [`${from} → ${target}: ${arrow} points up or sideways`]
  const file = path.posix.basename(target)
  if (/(^|-)store\.ts$/.test(file)) return [`${from} → ${target}: a store is private to its folder`]
  if (file === 'routes.ts' && a.name !== 'api') return [`${from} → ${target}: only api opens routes`]
  return []
}

/** Circles of imports, each as the list of files it runs through. */
export function circlesIn(files: readonly SourceFile[]): string[][] {
  const graph = new Map(files.map((file) => [file.path, valueImportsOf(file)]))
  const done = new Set<string>()
  const circles: string[][] = []
  const visit = (node: string, trail: string[]) => {
    const seenAt = trail.indexOf(node)
    if (seenAt >= 0) circles.push([...trail.slice(seenAt), node])
    if (seenAt >= 0 || done.has(node)) return
    for (const next of graph.get(node) ?? []) if (graph.has(next)) visit(next, [...trail, node])
    done.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return circles
}

/** The text with strings, templates, comments and patterns blanked, so that braces count. */
export function withoutWords(text: string): string {
  const words = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[=(,:?!&|]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/g
  return text.replace(words, (word) => word.replaceAll(/[^\n]/g, ' '))
}

/** Functions longer than allowed: by name and length in lines. */
export function longFunctions(file: SourceFile): string[] {
  const text = withoutWords(file.text)
  const starts = /(?:^|\n)(?:export )?(?:async )?function (\w+)|(?:^|\n)(?:export )?const (\w+)[^=\n]*= (?:async )?(?:<[^>]*>)?\(/g
  return [...text.matchAll(starts)].flatMap((match) => {
    const begin = match.index + (match[0].startsWith('\n') ? 1 : 0)
    const rest = text.slice(begin)
    // A top-level function ends at the first line that closes it in column one.
    const end = /\n[})\]]/.exec(rest)
    const next = /\n(?=\S)(?![})\]])/.exec(rest.slice(1))
    const length = end === null || (next !== null && next.index < end.index) ? 1
      : rest.slice(0, end.index).split('\n').length + 1
    const most = file.path.endsWith('.tsx') ? LONGEST.component : LONGEST.function
    return length > most ? [`${file.path}: ${match[1] ?? match[2]} has ${length} lines`] : []
  })
}

describe('the house', () => {
  test('arrows run between rooms and down the stairs only', () => {
    expect(CODE.flatMap(breachesOf)).toEqual([])
  })
  test('no file imports itself through others', () => {
    expect(circlesIn(CODE)).toEqual([])
  })
  test('the domain reads no clock, no chance and waits for nothing', () => {
    const impure = CODE.filter((file) => file.path.startsWith('domain/'))
      .filter((file) => IMPURE.test(withoutWords(file.text))).map((file) => file.path)
    expect(impure).toEqual([])
  })
  test('files, functions and lines are short', () => {
    const long = CODE.flatMap((file) => {
      const lines = file.text.split('\n')
      const wide = lines.findIndex((line) => [...line].length > LONGEST.line)
      return [
        ...(lines.length > LONGEST.file + 1 ? [`${file.path} has ${lines.length} lines`] : []),
        ...(wide >= 0 ? [`${file.path}:${wide + 1} is wider than ${LONGEST.line}`] : []),
        ...longFunctions(file),
      ]
    })
    expect(long).toEqual([])
  })
  test('no name says nothing', () => {
    const named = ALL.flatMap((file) => file.path.split('/')
      .filter((part) => BANNED.test(part.replace(/(\.test)?\.tsx?$/, ''))).map(() => file.path))
    expect(named).toEqual([])
  })
  test('each file opens with a sentence on what it is for', () => {
    const silent = CODE.filter((file) => !/^(#!.*\n)?\/\/ \S.*/.test(file.text))
      .map((file) => file.path)
    expect(silent).toEqual([])
  })
})

const read = (name: string) => fs.readFileSync(path.join(ROOT, name), 'utf8')
const listed = (dir: string) => fs.readdirSync(path.join(ROOT, dir), { withFileTypes: true })
/** Of ours: neither what git ignores nor what tools leave behind in hidden folders. */
const foldersIn = (dir: string): string[] => {
  const ignored = read('.gitignore').split('\n').map((line) => line.replace(/\/$/, ''))
  return listed(dir).filter((entry) => entry.isDirectory() && !ignored.includes(entry.name)
    && (!entry.name.startsWith('.') || entry.name === '.ci')).map((entry) => entry.name)
}
const documentsIn = (dir: string): string[] => listed(dir).flatMap((entry) => {
  const name = path.posix.join(dir, entry.name)
  if (entry.isDirectory()) return documentsIn(name)
  return name.endsWith('.md') ? [name] : []
})
const DOCUMENTS = [
  ...listed('.').map((entry) => entry.name).filter((name) => name.endsWith('.md')),
  ...documentsIn('docs'),
]
const namesOfFiles = () => new Set([...foldersIn('.').flatMap((dir) =>
  fs.readdirSync(path.join(ROOT, dir), { recursive: true, encoding: 'utf8' })
    .map((name) => path.basename(name))), ...listed('.').map((entry) => entry.name)])

/** What a document names in our folders, or links to, that is not there. */
export function deadNames(document: string, text: string): string[] {
  const prose = text.replaceAll(/^```[^]*?^```/gm, '')
  const [folders, files] = [foldersIn('.'), namesOfFiles()]
  const named = [...prose.matchAll(/`([\w#.*/-]+)`/g)].flatMap(([, name = '']) => {
    if (name.includes('*') || name.startsWith('#')) return []
    if (folders.includes(name.split('/')[0] ?? '')) return exists(name) ? [] : [name]
    const isFile = /^[\w.-]+\.(?:tsx?|mjs|md|sql|yaml)$/.test(name)
    return isFile && !files.has(name) ? [name] : []
  })
  const linked = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, picture]) => (link ?? picture ?? '').replace(/#.*/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
    .filter((link) => !exists(path.posix.join(path.posix.dirname(document), link)))
  return [...named, ...linked].map((name) => `${document}: ${name}`)
}

const exists = (name: string) => fs.existsSync(path.join(ROOT, name))

/** The names in the first cell of table rows with a number of cells, and what the second says. */
const settingsIn = (document: string): Map<string, string> => new Map(
  [...read(document).matchAll(/^\| `([A-Z_]+)` \| (.*?) \|/gm)]
    .map(([, name = '', fallback = '']) => [name, fallback]))

const settingsOfConfig = (): Map<string, string> => {
  const shape = /z\.object\(\{\n([^]*?)\n\}\)/.exec(read('server/platform/config.ts'))?.[1] ?? ''
  return new Map([...shape.matchAll(/^ {2}([A-Z_]+): (.*),$/gm)].map(([, name = '', type = '']) =>
    [name, /\.default\('?([^')]*)'?\)/.exec(type)?.[1] ?? '']))
}

/** Every state that a table of ours can be in, as the schema says. */
const statesOfSchema = (): string[] => {
  const rules = read('database/schema.sql')
    .matchAll(/\(state = ANY \(ARRAY\[(.*?)\]\)/g)
  return [...new Set([...rules].flatMap(([, list = '']) =>
    [...list.matchAll(/'(\w+)'/g)].map(([, state = '']) => state)))]
}

describe('the documents', () => {
  test('every folder of the house and of server/ stands in ARCHITECTURE.md', () => {
    const text = read('ARCHITECTURE.md')
    const missing = [
      ...foldersIn('.').filter((name) => !text.includes(`\n${name}/ `)),
      ...foldersIn('server').filter((name) => !text.includes(`\n  ${name}/ `)),
    ]
    expect(missing).toEqual([])
  })
  test('the stairs in ARCHITECTURE.md are these', () => {
    const told = /```stairs\n([^]*?)\n```/.exec(read('ARCHITECTURE.md'))?.[1]
    expect(told?.split('\n').map((line) => line.split(' · '))).toEqual(STAIRS)
  })
  test('every file and folder that they name exists', () => {
    expect(DOCUMENTS.flatMap((name) => deadNames(name, read(name)))).toEqual([])
  })
  test('a file that is gone is seen, by name, by path and by link', () => {
    const text = '`gone.ts`, `server/gone.ts` and [it](gone.md); `text/csv`, `package.json`'
    expect(deadNames('README.md', text)).toEqual(
      ['README.md: gone.ts', 'README.md: server/gone.ts', 'README.md: gone.md'])
  })
  test('each code, channel, role and state stands in docs/glossary.md', () => {
    const text = read('docs/glossary.md')
    const states = statesOfSchema()
    expect(states).toContain('needs_check')
    expect([...HOLD_CODES, ...CHANNELS, ...ROLES, ...states]
      .filter((word) => !text.includes(`\`${word}\``))).toEqual([])
  })
  test('the holds in docs/glossary.md have the order and the texts of the code', () => {
    const rows = HOLD_CODES.map((code) =>
      `| \`${code}\` | ${HOLD_TEXTS[code].text} | ${HOLD_TEXTS[code].fix} |`)
    expect(read('docs/glossary.md').split('\n').filter((line) =>
      HOLD_CODES.some((code) => line.startsWith(`| \`${code}\``)))).toEqual(rows)
  })
  test('docs/self-hosting.md has every setting, README.md some, each with its default', () => {
    const config = settingsOfConfig()
    expect([...settingsIn('docs/self-hosting.md').keys()].toSorted())
      .toEqual([...config.keys()].toSorted())
    for (const document of ['docs/self-hosting.md', 'README.md']) {
      for (const [name, told] of settingsIn(document)) {
        expect(config.has(name), `${document}: ${name}`).toBe(true)
        expect(told, `${document}: ${name}`).toContain(config.get(name))
      }
    }
  })
})

describe('the rules themselves can fail', () => {
  const file = (name: string, text: string): SourceFile => ({ path: name, text })
  test.each([
    ['an arrow up', file('server/customers/a.ts', "import { x } from '../workflows/y.ts'")],
    ['an arrow sideways', file('server/actions/a.ts', "import { x } from '../imports/y.ts'")],
    ['a store opened by another', file('server/inbox/a.ts',
      "import {\n  x,\n} from '../customers/store.ts'")],
    ['routes opened by another', file('server/inbox/a.ts',
      "import { x } from '../customers/routes.ts'")],
    ['web meeting server', file('web/a.tsx', "import { x } from '#server/b.ts'")],
    ['the domain importing a package', file('domain/a.ts', "import pg from 'pg'")],
  ])('%s is seen', (_, sample) => expect(breachesOf(sample)).toHaveLength(1))

  test('an arrow down passes', () => {
    expect(breachesOf(file('server/api.ts', "import { x } from './customers/routes.ts'")))
      .toEqual([])
  })
  test('a circle is seen', () => {
    expect(circlesIn([file('domain/a.ts', "import { b } from './b.ts'"),
      file('domain/b.ts', "import { a } from './a.ts'")])).toHaveLength(1)
  })
  test('a long function is seen, a long table is not', () => {
    const body = Array.from({ length: 70 }, (_, line) => `  work(${line}) // }`).join('\n')
    expect(longFunctions(file('domain/a.ts', `export function long() {\n${body}\n}\n`)))
      .toHaveLength(1)
    expect(longFunctions(file('domain/a.ts', `const TABLE = [\n${body}\n]\n`))).toEqual([])
  })
  test('a brace in a word does not count', () => {
    expect(withoutWords("const a = '}' // }\nconst b = `}`")).not.toContain('}')
  })
})
