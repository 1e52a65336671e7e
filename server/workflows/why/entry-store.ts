// The statements about the workflows that a customer may be put under, and who chose what.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { RunRow } from '../../actions/gather-facts.ts'
import type { Org } from '../../platform/in-organization.ts'

/** A workflow that can be followed, with the rules of its newest version. */
export type Entry = Pick<RunRow, 'workflow_id' | 'workflow_name' | 'version_id' | 'entry_logic'
  | 'mcd_days' | 'mcd_scope' | 'threshold_minor' | 'steps'> & {
    quiet_until: RunRow['quiet_until']
    isDefault: boolean
  }

const MOST_ENTRIES = 50

/** The chosen one and the default before the others. */
export async function readEntries(org: Org, customerId: string): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select w.id as workflow_id, w.name as workflow_name, v.id as version_id, v.entry_logic,
      v.mcd_days, v.mcd_scope, v.threshold_minor, v.steps, w.quiet_until,
      w.is_default as "isDefault"
    from workflow w join workflow_version v on v.org_id = w.org_id
      and v.id = w.published_version_id
    where w.org_id = ${org.id} and w.level = 'customer' and not w.is_archived
    order by w.id is not distinct from (select chosen_workflow_id from customer
        where org_id = ${org.id} and id = ${customerId}) desc, w.is_default desc, w.name, w.id
    limit ${MOST_ENTRIES}`.execute(org.tx)
  return rows
}

export interface Chosen {
  noWorkflow: boolean
  /** What a person or a rule chose, whether or not it can be followed. */
  chosenId: string | null
  chosenName: string | null
  openCount: number
  /** What the run that stood here last had said, and when its answer was handled. */
  carriedContactOn: Day | null
  carriedReplyOn: Day | null
}

/** What decides whether a customer without a run gets one, and what the next run inherits. */
export async function readChosen(org: Org, customerId: string): Promise<Chosen> {
  const { rows } = await sql<Chosen>`
    select c.no_workflow as "noWorkflow", c.chosen_workflow_id as "chosenId",
      w.name as "chosenName",
      (select count(*) from invoice i where i.org_id = c.org_id and i.customer_id = c.id
        and i.open_minor > 0 and i.state = 'open') as "openCount",
      (select max(l.contacted_on) from contact_log l join run r on r.org_id = l.org_id
          and r.id = l.run_id
        where l.org_id = c.org_id and l.customer_id = c.id and l.voided_at is null
          and r.level = 'customer') as "carriedContactOn",
      (select max(a.closed_on) from reply_action a join run r on r.org_id = a.org_id
          and r.id = a.run_id
        where a.org_id = c.org_id and a.customer_id = c.id and r.level = 'customer')
        as "carriedReplyOn"
    from customer c left join workflow w on w.org_id = c.org_id and w.id = c.chosen_workflow_id
    where c.org_id = ${org.id} and c.id = ${customerId}`.execute(org.tx)
  return rows[0] ?? {
    noWorkflow: false, chosenId: null, chosenName: null, openCount: 0, carriedContactOn: null,
    carriedReplyOn: null,
  }
}
