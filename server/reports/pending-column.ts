// What of an invoice is announced and not yet there, as SQL for every list of amounts.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

/** `i` is the invoice; a payment whose time has passed holds nothing any more (E4). */
export const pendingColumn = (org: Org) => sql`least(i.open_minor, coalesce((
  select sum(s.amount_minor) from pending_share s
    join payment y on y.org_id = s.org_id and y.id = s.payment_id and y.state = 'pending'
      and y.expected_on > ${org.today}::date - ${org.settings.pending_days}::int
  where s.org_id = i.org_id and s.customer_id = i.customer_id
    and s.invoice_id = i.id), 0))::bigint as pending_minor`
