// Saves a template as a new version; one that would fail for every customer is refused here.
import { shortenerProblem } from '#domain/link-rules.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { templateProblem } from './render-template.ts'
import {
  insertTemplate, isNameTaken, readTemplatesByIds, updateTemplate, type TemplateRow,
} from './store.ts'

export interface TemplateWish extends Pick<TemplateRow, 'name' | 'channel'> {
  texts: Record<string, {
    subject: string; body: string; contentSid?: string | null | undefined
  }>
}

const LEAVES_NOWHERE: ReadonlySet<string> = new Set(['call', 'task'])
const LINK = /\{\{-?\s*(pay|statement|invoice)_link\b/

export async function createTemplate(org: Org, wish: TemplateWish): Promise<TemplateRow> {
  check(wish)
  if (await isNameTaken(org, wish.name, null)) throw nameTaken(wish.name)
  const row = { id: newId(), version: 1, ...asRow(wish) }
  await insertTemplate(org, row)
  return row
}

export async function saveTemplate(
  org: Org, id: string, wish: TemplateWish,
): Promise<TemplateRow> {
  check(wish)
  const [before] = await readTemplatesByIds(org, [id])
  if (!before) throw notFound('This template does not exist.')
  if (await isNameTaken(org, wish.name, id)) throw nameTaken(wish.name)
  const row = { id, version: before.version + 1, ...asRow(wish) }
  await updateTemplate(org, row)
  return row
}

const asRow = ({ name, channel, texts }: TemplateWish): Omit<TemplateRow, 'id' | 'version'> => ({
  name, channel,
  texts: Object.fromEntries(Object.entries(texts).map(([locale, text]) =>
    [locale, { ...text, contentSid: text.contentSid ?? null }])),
})

const nameTaken = (name: string) =>
  conflict(`A template called "${name}" exists already; choose another name.`)

function check(wish: TemplateWish): void {
  const fields: { field: string; message: string }[] = []
  const locales = Object.entries(wish.texts)
  if (locales.length === 0) {
    fields.push({ field: 'texts', message: 'Write the text in at least one language.' })
  }
  for (const [locale, { subject, body, contentSid }] of locales) {
    const report = (part: string, message: string | null) => {
      if (message) fields.push({ field: `texts.${locale}.${part}`, message })
    }
    report('body', templateProblem(body))
    report('subject', templateProblem(subject))
    if (wish.channel === 'email' && subject.trim() === '') report('subject', 'Write a subject.')
    if (/[\r\n]/.test(subject)) report('subject', 'A subject is one line.')
    if (wish.channel !== 'sms' && (contentSid ?? null) !== null) {
      report('contentSid', 'Only an SMS has a template of WhatsApp.')
    }
    report('body', shortenerProblem(body))
    report('subject', shortenerProblem(subject))
    if (LEAVES_NOWHERE.has(wish.channel) && LINK.test(body)) {
      report('body', 'A link is made when a message leaves; a call or a task has none.')
    }
  }
  if (fields.length > 0) throw invalid('This template cannot be saved yet.', fields)
}
