// Every endpoint by its name: the one table that is mounted, described and called.
import type { Endpoint } from './endpoint.ts'
import * as actions from './actions.ts'
import * as assignment from './assignment.ts'
import * as consents from './consents.ts'
import * as automation from './automation.ts'
import * as bulk from './bulk.ts'
import * as calendar from './calendar.ts'
import * as calls from './calls.ts'
import * as cash from './cash.ts'
import * as consequences from './consequences.ts'
import * as customers from './customers.ts'
import * as documents from './documents.ts'
import * as drafts from './drafts.ts'
import * as erasure from './erasure.ts'
import * as exports from './exports.ts'
import * as getStarted from './get-started.ts'
import * as health from './health.ts'
import * as importWizard from './import-wizard.ts'
import * as imports from './imports.ts'
import * as inbox from './inbox.ts'
import * as insights from './insights.ts'
import * as invoices from './invoices.ts'
import * as ledgerAge from './ledger-age.ts'
import * as links from './links.ts'
import * as letters from './letters.ts'
import * as mail from './mail.ts'
import * as messages from './messages.ts'
import * as notes from './notes.ts'
import * as notifications from './notifications.ts'
import * as organizations from './organizations.ts'
import * as pauses from './pauses.ts'
import * as portal from './portal.ts'
import * as presence from './presence.ts'
import * as rests from './rests.ts'
import * as sendBudget from './send-budget.ts'
import * as sender from './sender.ts'
import * as sessions from './sessions.ts'
import * as simulation from './simulation.ts'
import * as smsHooks from './sms-hooks.ts'
import * as smsInbound from './sms-inbound.ts'
import * as smsReach from './sms-reach.ts'
import * as smsSenders from './sms-senders.ts'
import * as smsSettings from './sms-settings.ts'
import * as suggestions from './suggestions.ts'
import * as tasks from './tasks.ts'
import * as webhooks from './webhooks.ts'
import * as views from './views.ts'
import * as waysIn from './ways-in.ts'
import * as why from './why.ts'
import * as workflowVersions from './workflow-versions.ts'
import * as workflows from './workflows.ts'

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value

/** `[name, endpoint]`; the names are the operation ids of the API. */
export const ENDPOINTS: readonly (readonly [string, Endpoint])[] = [
  organizations, customers, invoices, imports, exports, workflows, actions, messages,
  inbox, drafts, documents, links, notes, notifications, portal, presence, webhooks, waysIn, mail,
  simulation, suggestions, consents, smsHooks, smsInbound, smsSettings, smsSenders, smsReach,
  letters, calls, cash, rests, sendBudget, tasks, workflowVersions, assignment, insights,
  getStarted, importWizard, ledgerAge, erasure, pauses, consequences, calendar, automation, why,
  views, bulk, health, sender, sessions,
].flatMap((noun) => Object.entries(noun).flatMap(([name, value]) =>
  (isEndpoint(value) ? [[name, value] as const] : [])))
