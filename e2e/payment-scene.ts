// A customer with a link to their payment page, for stories and pictures of it.
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { asInstallation } from '../server/platform/database.ts'
import type { Installation } from '../server/platform/installation.ts'
import { hashPassword } from '../server/team/password.ts'
import type { Linking } from '../server/testing/links-scene.ts'

export const PASSWORD = 'a calm and long sentence'

export interface Debtor {
  id: string
  email: string
  token: string
}

/** Reminded by a message with a link; the invoices are as old as told. */
export async function aDebtor(
  company: Linking, name: string, invoices: readonly { number: string; dueOn: string }[],
): Promise<Debtor> {
  const customer = await company.aCustomer(name, invoices)
  await company.send(customer.id, customer.email, 'See https://duebox.example/p/XXXXXXXXXXXXX')
  // The running app may be the one that hands it over, a moment later.
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const [token] = await company.tokensOf(customer.email)
    if (token !== undefined) return { ...customer, token }
    await sleep(200)
  }
  throw new Error('The message carries no link.')
}

const MOST_TRIES = 300

/** The code that was mailed last, read where the captured outbox keeps it. */
export async function mailedCode(company: Linking, email: string): Promise<string> {
  for (const { text } of await company.captured(email)) {
    const code = /\n(\d{6})\n/.exec(text)?.[1]
    if (code !== undefined) return code
  }
  throw new Error(`No code was mailed to ${email}.`)
}

export async function addAccount(installation: Installation, userId: string): Promise<void> {
  const hash = await hashPassword(PASSWORD)
  await asInstallation(installation.database.db, (tx) => sql`
    insert into account (user_id, name, email, password_hash, created_at)
    values (${userId}, ${userId}, ${`${userId}@seller.example`}, ${hash}, now())`.execute(tx))
}

export async function openAs(browser: Browser, given: {
  width: number; isDark?: boolean; locale?: string
}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: given.width, height: 900 }, locale: given.locale ?? 'en-GB',
    // A browser without a head says so, and is taken for a crawler.
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
    colorScheme: given.isDark === true ? 'dark' : 'light',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  return page
}
