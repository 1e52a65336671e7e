// Templates for those who send: by id, and in the language nearest to the customer's.
import type { Org } from '../platform/in-organization.ts'
import { readTemplatesByIds, type TemplateRow, type TemplateText } from './store.ts'

export type { TemplateRow, TemplateText } from './store.ts'

export async function templatesByIds(
  org: Org, ids: readonly string[],
): Promise<Map<string, TemplateRow>> {
  const rows = ids.length === 0 ? [] : await readTemplatesByIds(org, ids)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The customer's language, else its main language, else the organization's, else any there is. */
export function textFor(
  template: TemplateRow, locales: readonly (string | null)[],
): TemplateText & { locale: string } | null {
  for (const locale of locales) {
    if (locale === null) continue
    const exact = template.texts[locale]
    if (exact) return { locale, ...exact }
    const language = locale.split('-')[0] ?? locale
    const near = template.texts[language]
    if (near) return { locale: language, ...near }
  }
  const [first] = Object.entries(template.texts).sort(([a], [b]) => (a < b ? -1 : 1))
  return first ? { locale: first[0], ...first[1] } : null
}
