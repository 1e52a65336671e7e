// The workflows to begin with: every e-mail step has the text that its name and day promise.
import { describe, expect, it } from 'vitest'
import { FIRST_TEMPLATES } from '#contract/workflows.ts'
import { STARTERS, withTemplates } from './starters.ts'

// As the server lists them: by name, with one of the organization's own among them.
const templates = [...Object.values(FIRST_TEMPLATES), 'Angry letter'].toSorted()
  .map((name) => ({ id: `id of ${name}`, name }))
const firmness: readonly string[] = Object.values(FIRST_TEMPLATES)

describe.each(STARTERS)('the starter $name', (starter) => {
  const mails = withTemplates(starter, templates).filter(({ channel }) => channel === 'email')
  const texts = mails.map(({ templateId }) => (templateId ?? '').replace('id of ', ''))

  it('gives every e-mail a text of its own', () => {
    expect(texts.every((text) => firmness.includes(text))).toBe(true)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('grows firmer and never softer', () => {
    const order = texts.map((text) => firmness.indexOf(text))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  it('speaks of what is not due yet only before the due day', () => {
    const early = mails.map(({ trigger }) => trigger.offsetDays < 0)
    expect(early).toEqual(texts.map((text) => text === FIRST_TEMPLATES.notice))
  })

  it('asks for a text where the template is gone', () => {
    expect(withTemplates(starter, []).every(({ templateId }) => templateId === null)).toBe(true)
  })
})
