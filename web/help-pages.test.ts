// The help is whole: every screen has its page, every link leads to one, and it is plain HTML.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { HELP_OF_PATH, HELP_OF_SECTION, helpFor } from './components/help-places.ts'
import { SETTINGS_SECTIONS } from './components/settings-sections.ts'
import { helpPages } from './help-pages.ts'
import { renderMarkdown } from './markdown.ts'

const PAGES = helpPages()
const NAMES = new Set(PAGES.map(({ name }) => name))
const FOLDER = path.join(import.meta.dirname, '../docs/help')

test('every document of the help is served', () => {
  const files = fs.readdirSync(FOLDER).map((file) => path.basename(file, '.md'))
  expect(files.filter((file) => !NAMES.has(file))).toEqual([])
})

test('every screen has its page, and every section of the settings', () => {
  const routes = fs.readFileSync(path.join(import.meta.dirname, 'routes.tsx'), 'utf8')
  const screens = [...routes.matchAll(/getParentRoute: \(\) => app, path: '([^']+)'/g)]
    .map((found) => (found[1] ?? '').replace(/\/\$\w+$/, ''))
  expect(screens.length).toBeGreaterThan(15)
  expect(screens.filter((screen) => !(screen in HELP_OF_PATH) && screen !== '/')).toEqual([])
  const wanted = [...Object.values(HELP_OF_PATH), ...Object.values(HELP_OF_SECTION)]
  expect(wanted.filter((name) => !NAMES.has(name))).toEqual([])
  expect(Object.keys(HELP_OF_SECTION)).toEqual(
    expect.arrayContaining(SETTINGS_SECTIONS.map(({ name }) => name)))
})

test('the page of a screen is that of its longest address', () => {
  expect(helpFor('/workflows/simulation', undefined)).toBe('simulation')
  expect(helpFor('/workflows/7', undefined)).toBe('workflows')
  expect(helpFor('/settings', 'email')).toBe('email')
  expect(helpFor('/settings', undefined)).toBe('settings')
})

test('every link leads to a page that is there', () => {
  const dead = PAGES.flatMap(({ name, html }) =>
    [...html.matchAll(/href="\/help\/([^"#]+)/g)].map((found) => found[1] ?? '')
      .filter((to) => !NAMES.has(to)).map((to) => `${name} → ${to}`))
  expect(dead).toEqual([])
  // A link of the help itself is never shown as mere words.
  const sources = fs.readdirSync(FOLDER).map((file) =>
    [file, fs.readFileSync(path.join(FOLDER, file), 'utf8')] as const)
  const broken = sources.flatMap(([file, text]) => [...text.matchAll(/\]\(([^)#]+\.md)/g)]
    .filter((found) => !fs.existsSync(path.join(FOLDER, found[1] ?? '')))
    .map((found) => `${file} → ${found[1]}`))
  expect(broken).toEqual([])
})

describe('Markdown', () => {
  const CASES: readonly (readonly [string, string, string])[] = [
    ['a heading', '## Two words', '<h2 id="two-words">Two words</h2>'],
    ['a paragraph over lines', 'one\ntwo', '<p>one\ntwo</p>'],
    ['signs of HTML', 'a < b & "c"', '<p>a &lt; b &amp; &quot;c&quot;</p>'],
    ['bold, slanted, code', '**a** *b* `*c*`',
      '<p><strong>a</strong> <em>b</em> <code>*c*</code></p>'],
    ['a list with a long item', '- one\n  more\n- two', '<ul><li>one\nmore</li><li>two</li></ul>'],
    ['a numbered list', '1. one\n2. two', '<ol><li>one</li><li>two</li></ol>'],
    ['code', '```sh\na <b>\n```', '<pre tabindex="0"><code>a &lt;b&gt;</code></pre>'],
    ['a link', '[to](there.md)', '<p><a href="/there.md">to</a></p>'],
    ['a link that is not served', '[to](none)', '<p>to</p>'],
    ['a table', '| a | b |\n|---|---|\n| 1 | 2 |',
      '<div class="help-table" tabindex="0"><table><thead><tr><th scope="col">a</th>'
      + '<th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'
      + '</div>'],
  ]
  test.each(CASES)('%s', (_, text, html) => {
    expect(renderMarkdown(text, (href) => (href === 'none' ? null : `/${href}`))).toBe(html)
  })
})
