// Vite plugin: the documents in docs/ as one module, so that the instance serves them itself.
import fs from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import { renderMarkdown } from './markdown.ts'

export interface HelpPage {
  name: string
  title: string
  html: string
  /** For whoever works here, or for whoever runs the installation. */
  group: 'work' | 'run'
}

const DOCS = path.join(import.meta.dirname, '../docs')

/** In the order of the list beside them. */
const WORK = ['first-steps', 'to-do', 'inbox', 'customers', 'invoices', 'workflows', 'assignment',
  'templates', 'simulation', 'insights', 'importing', 'outbox', 'settings', 'safety', 'email',
  'reply-address', 'sms', 'payment-page', 'profile', 'api-and-webhooks', 'health']
const RUN = ['self-hosting', 'scaling', 'api', 'sms-contract', 'glossary']

const NAMES = new Set([...WORK, ...RUN])

/** A link to a page that is not served, such as a source, is shown as its words. */
const linkTo = (href: string): string | null => {
  if (/^https?:/.test(href)) return href
  if (href.startsWith('#')) return href
  const [file = '', anchor] = href.split('#')
  const name = path.basename(file, '.md')
  if (!file.endsWith('.md') || !NAMES.has(name)) return null
  return `/help/${name}${anchor === undefined ? '' : `#${anchor}`}`
}

const pageOf = (group: HelpPage['group'], folder: string) => (name: string): HelpPage => {
  const text = fs.readFileSync(path.join(folder, `${name}.md`), 'utf8')
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name
  return { name, title, group, html: renderMarkdown(text.replace(/^# .+\n/m, ''), linkTo) }
}

export const helpPages = (): HelpPage[] => [
  ...WORK.map(pageOf('work', path.join(DOCS, 'help'))), ...RUN.map(pageOf('run', DOCS)),
]

const ID = 'virtual:help-pages'

export const helpModule = (): Plugin => ({
  name: 'help-pages',
  resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
  load: (id) => (id === `\0${ID}`
    ? `export const HELP_PAGES = ${JSON.stringify(helpPages())}` : undefined),
})
