// Notes that a person opened their page: each opening is counted, the first of a day is told.
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import type { FoundLink } from './links.ts'
import { countOpening, lockLink } from './link-store.ts'

export async function noteOpening(org: Org, link: FoundLink, who: string): Promise<void> {
  const row = await lockLink(org, link.id)
  if (!row || row.is_preview) return
  await countOpening(org, link.id)
  if (row.last_opened_on === org.today) return
  await recordEvent(org, {
    kind: 'link_opened', customerId: row.customer_id, messageId: row.message_id,
    detail: { name: who, address: row.address },
  })
}
