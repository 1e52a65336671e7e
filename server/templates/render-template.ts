// Renders a text for one customer; a gap in it is told, never sent.
import { Liquid, type Template as ParsedTemplate } from 'liquidjs'
import {
  SAMPLE_FACTS, TEMPLATE_VARIABLES, templateValues, type TemplateValues,
} from '#domain/template.ts'

export type Rendered = { ok: true; text: string } | { ok: false; problem: string }

class EmptyVariable extends Error {}

// Text output needs no escaping: HTML is made from the finished text, which escapes it whole.
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 200_000,
  renderLimit: 2_000,
  memoryLimit: 10_000_000,
  outputEscape: (value: unknown) => {
    if (value === undefined || value === null || value === '') throw new EmptyVariable('empty')
    return String(value)
  },
})

// A template is parsed once a version; the text itself is the key, so an edit is a new entry.
const parsed = new Map<string, ParsedTemplate[]>()
const MOST_PARSED = 1_000

/** Renders Liquid. Every `{{ … }}` must give something: "Dear ," is a problem, not a message. */
export function renderText(text: string, values: TemplateValues): Rendered {
  try {
    return { ok: true, text: String(engine.renderSync(parse(text), values)) }
  } catch (error) {
    return { ok: false, problem: inPlainWords(error) }
  }
}

/** The same for a person to finish: an output without a value stays as it is written. */
export function renderWithGaps(text: string, values: TemplateValues): Rendered {
  const rendered = renderText(text, values)
  if (rendered.ok) return rendered
  const kept = text.replace(/\{\{-?([^{}]*?)-?\}\}/g, (whole, expression: string) =>
    (isEmpty(expression, values) ? `{% raw %}{{ ${expression.trim()} }}{% endraw %}` : whole))
  return renderText(kept, values)
}

/** Names that a loop makes have no value out here; they are left to the rendering. */
function isEmpty(expression: string, values: TemplateValues): boolean {
  const root = /^\s*([\w-]+)/.exec(expression)?.[1] ?? ''
  if (!(root in values)) return false
  try {
    const value: unknown = engine.evalValueSync(expression, values)
    return value === undefined || value === null || value === ''
  } catch {
    return true
  }
}

function parse(text: string): ParsedTemplate[] {
  const known = parsed.get(text)
  if (known) return known
  const template = engine.parse(text)
  if (parsed.size >= MOST_PARSED) parsed.clear()
  parsed.set(text, template)
  return template
}

/** What is wrong with a text, before any customer is in sight; null when it compiles. */
export function templateProblem(text: string): string | null {
  try {
    const unknown = unknownVariables(engine.parse(text))
    if (unknown.length > 0) {
      const names = unknown.map((name) => `{{ ${name} }}`).join(', ')
      return `There is no variable ${names}. Use one of the listed variables.`
    }
    const sample = renderText(text, templateValues(SAMPLE_FACTS))
    return sample.ok ? null : sample.problem
  } catch (error) {
    return inPlainWords(error)
  }
}

function unknownVariables(template: ParsedTemplate[]): string[] {
  const names = engine.globalFullVariablesSync(template)
  const roots = new Set(Object.keys(TEMPLATE_VARIABLES).map((name) => name.split('.')[0]))
  return names.filter((name) => {
    if (name in TEMPLATE_VARIABLES) return false
    const [root, ...rest] = name.split(/[.[]/)
    // `invoices[0].number` and `invoices.size` reach into a list, which rendering checks itself.
    if (root === 'invoices') return false
    return !roots.has(root) || rest.length > 0 || !(root !== undefined && root in VALUE_GROUPS)
  })
}

/** Roots that may stand alone, as in `{% if contact %}`. */
const VALUE_GROUPS: Record<string, true> = {
  organization: true, sender: true, customer: true, contact: true, invoice: true,
}

function inPlainWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = /, line:(\d+)/.exec(message)?.[1]
  const where = line ? ` (line ${line})` : ''
  const cause = error instanceof Error && 'originalError' in error ? error.originalError : error
  if (cause instanceof EmptyVariable || message.startsWith('empty')) {
    return `A variable has no value for this customer${where}. `
      + 'Fill it in, or give it a default: {{ contact.name | default: "Sir or Madam" }}.'
  }
  const undefinedName = /undefined variable: ([^,]+)/.exec(message)?.[1]
  if (undefinedName) return `There is no variable {{ ${undefinedName} }}${where}.`
  return `The template does not compile: ${message.split(', line:')[0]}${where}.`
}
