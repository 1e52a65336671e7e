// The first steps in a real browser: read from what is there, done at their place, put away.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStory, pictureThatFits, setUpCompany, type Story } from './story-steps.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory(async (opened, app) => {
    await setUpCompany(opened, app)
    await opened.getByRole('link', { name: 'Skip for now' }).click()
  })
  page = story.page
}, 300_000)
afterAll(() => story.close())

const entry = () => page.getByRole('link', { name: /^Get started/ })

test('the menu says how far one is; a step turns green when it is really done', async () => {
  await expect.poll(() => entry().textContent()).toContain('0/8')
  await entry().click()
  await page.getByRole('heading', { name: 'Get started' }).waitFor()
  expect(await page.getByRole('img', { name: 'To do' }).count()).toBe(8)
  await pictureThatFits(page, 'get-started')
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])

  await page.getByRole('link', { name: 'Add the address' }).click()
  await page.getByLabel('Postal address').fill('Quai des Bateaux 1\n75001 Paris')
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  // Whoever leaves before it is saved is asked.
  await page.getByText('The settings are saved.').waitFor()
  await entry().click()
  await page.getByText('1 of 8 done').waitFor()
  await page.getByRole('link', { name: 'Look at it' }).waitFor()
}, 90_000)

test('the list is put away, and an undo brings it back', async () => {
  await page.getByRole('button', { name: 'Put the list away' }).click()
  await page.getByText('The list is put away.').waitFor()
  await entry().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await entry().waitFor()
}, 60_000)
