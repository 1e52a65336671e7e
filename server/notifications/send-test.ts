// A test of each channel, to oneself.
import { sql } from 'kysely'
import { conflict, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { insertNoticeMail, mailsInLastHour } from './mail-store.ts'
import { insertNotification } from './store.ts'

const MOST_AN_HOUR = 5

/** Returns the address that the e-mail goes to. */
export async function sendTest(org: Org, userId: string): Promise<string> {
  if (await mailsInLastHour(org, userId, 'test') >= MOST_AN_HOUR) {
    throw conflict('Five tests were sent within this hour; look at those first, also under spam.')
  }
  const title = 'This is a test'
  await insertNotification(org, userId, {
    event: 'assigned', title, customerId: null, messageId: null, replyActionId: null,
    body: 'Notifications in the app reach you. A test by e-mail is on its way.',
  }, { inApp: true, forDigest: false })
  await insertNoticeMail(org, {
    userId, kind: 'test', title: `${title} of Duebox’s notifications`,
    body: 'Notifications by e-mail reach you.',
  })
  org.changes.kinds.add('notification')
  org.changes.userIds.add(userId)
  return memberEmail(org, userId)
}

export async function memberEmail(org: Org, userId: string): Promise<string> {
  const { rows } = await sql<{ email: string }>`
    select email from member where org_id = ${org.id} and user_id = ${userId}`.execute(org.tx)
  const email = rows[0]?.email
  if (email === undefined) throw notFound('You are not a member of this organization.')
  return email
}
