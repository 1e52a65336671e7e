// Reads and writes a catalogue of texts in the PO format of gettext, as translators' tools do.

export interface CatalogueEntry {
  /** Tells two equal English texts apart; empty for most. */
  context: string
  source: string
  /** Empty until somebody has translated it. */
  translation: string
  /** The files the text stands in. */
  files: readonly string[]
}

const HEAD = (language: string) => `msgid ""
msgstr ""
"Language: ${language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
`

export function writeCatalogue(language: string, entries: readonly CatalogueEntry[]): string {
  const parts = entries.map(({ context, source, translation, files }) => [
    ...files.map((file) => `#: ${file}`),
    ...(context === '' ? [] : [`msgctxt ${quoted(context)}`]),
    `msgid ${quoted(source)}`, `msgstr ${quoted(translation)}`, '',
  ].join('\n'))
  return [HEAD(language), ...parts].join('\n')
}

/** PO escapes as JSON does, but for what no text of a page holds. */
const quoted = (text: string) => JSON.stringify(text)

export function readCatalogue(text: string): CatalogueEntry[] {
  return text.split(/\n\s*\n/).map(readEntry).filter((entry) => entry.source !== '')
}

function readEntry(block: string): CatalogueEntry {
  const entry = { context: '', source: '', translation: '' }
  const files: string[] = []
  let field: keyof typeof entry | null = null
  for (const line of block.split('\n')) {
    const file = /^#: (.+)$/.exec(line)?.[1]
    if (file !== undefined) files.push(...file.trim().split(/\s+/))
    const named = /^(msgctxt|msgid|msgstr)\s/.exec(line)?.[1]
    if (named !== undefined) field = FIELDS[named] ?? null
    const text = /^(?:msg\w+\s+)?(".*")\s*$/.exec(line)?.[1]
    if (text !== undefined && field !== null) entry[field] += String(JSON.parse(text))
  }
  return { ...entry, files }
}

const FIELDS: Record<string, 'context' | 'source' | 'translation'> =
  { msgctxt: 'context', msgid: 'source', msgstr: 'translation' }
