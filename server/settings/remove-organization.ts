// Removes a sandbox organization with all its rows. A real one is never removed like this.
import { sql } from 'kysely'
import { assert } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'

// Children before their parents.
const TABLES = [
  'event_invoice', 'event', 'attachment', 'captured_message', 'reply_token', 'message_alias',
  'attempt', 'reply_action', 'inbound_mail', 'message', 'contact_log', 'action', 'run',
  'workflow_version', 'workflow', 'template_text', 'template', 'allocation', 'dispute', 'promise',
  'payment', 'credit_note', 'import_error', 'import', 'invoice', 'pause', 'suppression',
  'customer_domain', 'contact_address', 'contact', 'customer', 'api_key', 'member', 'organization',
]

export async function removeOrganization(org: Org): Promise<void> {
  assert(org.settings.is_sandbox, 'only a sandbox organization is removed')
  await sql`select set_config('app.removing_org', ${org.id}, true)`.execute(org.tx)
  for (const table of TABLES) {
    await sql`delete from ${sql.table(table)} where org_id = ${org.id}`.execute(org.tx)
  }
}
