// What must hold on any page: accessible, no wider than the window, and no word cut off.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export type Theme = 'light' | 'dark'

/** Once per document, before the first check. */
export const prepareChecks = (page: Page): Promise<unknown> => page.evaluate(axe)

/** The look is an attribute: the page stays as it is. */
export const setTheme = (page: Page, theme: Theme): Promise<void> =>
  page.evaluate((name) => {
    document.documentElement.setAttribute('data-mantine-color-scheme', name)
  }, theme)

/** `rules`: only these, where nothing else can have changed, such as colours by the theme. */
export function axeProblems(page: Page, rules?: readonly string[]): Promise<string[]> {
  return page.evaluate(async ([tags, only]) => {
    // Put there by prepareChecks.
    const { run } = (globalThis as unknown as { axe: typeof import('axe-core') }).axe
    const { violations } = await run(
      // The charts measure their words in an invisible span outside of everything.
      { exclude: ['#recharts_measurement_span'] },
      {
        // No script may run in the frames of mail: axe would wait for them for ever.
        iframes: false, preload: false, resultTypes: ['violations'],
        runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: tags },
      })
    return violations.map(({ id, nodes }) => `axe ${id} (${nodes.length}): ${nodes.slice(0, 2)
      .map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message.slice(0, 140) ?? ''}`)
      .join(' | ')}`)
  }, [TAGS, rules ? [...rules] : null] as const)
}

/** Wider than the window, or words cut where no ellipsis and no scrolling says so. */
export function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const named = (element: Element) => element.outerHTML.slice(0, 140)
    const wide = scrollWidth > clientWidth
      ? [`the page is ${scrollWidth - clientWidth} px too wide: ${[...document.body
        .querySelectorAll('*')].filter((one) => {
        const { left, right } = one.getBoundingClientRect()
        return right > clientWidth + 1 || left < -1
      }).slice(-1).map(named).join('')}`] : []
    const cut = [...document.body.querySelectorAll<HTMLElement>('*')].filter((one) => {
      if (one.scrollWidth <= one.clientWidth + 1 || one.clientWidth < 2) return false
      if (one.textContent?.trim() === '' || one.matches('input, textarea, select')) return false
      // A chart follows a new width some frames later, and its card clips it meanwhile.
      if (one.querySelector('.recharts-wrapper') !== null) return false
      const style = getComputedStyle(one)
      return /hidden|clip/.test(style.overflowX) && style.textOverflow !== 'ellipsis'
        && style.webkitLineClamp === 'none' && style.visibility !== 'hidden'
    })
    return [...wide, ...cut.slice(0, 3).map((one) => `cut off: ${named(one)}`)]
  })
}
