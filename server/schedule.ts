// The door for time: all that runs by itself, and how often.
import { z } from 'zod'
import { forgetRetained } from './actions/erasure/list-retained.ts'
import { leaveMessages } from './actions/leave-messages.ts'
import { sendAnswersByMail } from './actions/send-answers-by-mail.ts'
import { checkMailbox, wakeMailboxes } from './inbox/fetch-mail.ts'
import { receiveMessage, receiveWaiting } from './inbox/receive-message.ts'
import { answerKeyword } from './inbox/sms/answer-keyword.ts'
import { checkSms } from './inbox/sms/check-sms.ts'
import { eraseTexts } from './inbox/sms/erase-texts.ts'
import { fetchSmsMedia } from './inbox/sms/fetch-sms-media.ts'
import { pollSms } from './inbox/sms/poll-sms.ts'
import { receiveSms, receiveWaitingSms } from './inbox/sms/receive-sms.ts'
import { forgetImports } from './imports/clean-up-imports.ts'
import {
  exportOrganization, forgetExports, wakeExports,
} from './imports/export-organization.ts'
import type { ImportDeeds } from './imports/import-deeds.ts'
import { wakeImports } from './imports/run-deeds.ts'
import { workImports } from './imports/work-imports.ts'
import { inOrganization, SYSTEM, type Org } from './platform/in-organization.ts'
import type { Installation } from './platform/installation.ts'
import { forgetAnswers } from './platform/call-once.ts'
import { startJobs, type Tasks } from './platform/jobs.ts'
import { organizationsOf } from './platform/list-organizations.ts'
import { sendNotices, wakeDueNotices } from './notifications/send-notices.ts'
import { writeDigests } from './notifications/write-digests.ts'
import { lookAgainAtAll } from './customers/look-again.ts'
import { runHealthChecks } from './reports/health.ts'
import { deliverWebhooks, wakeDueWebhooks } from './webhooks/deliver-webhooks.ts'
import { workflowsByName } from './workflows/follow-by-name.ts'
import { rehearseDeed } from './workflows/rehearse.ts'
import { runSimulation } from './workflows/simulation/run-simulation.ts'
import { tick } from './workflows/tick.ts'

const OfOrganization = z.object({ orgId: z.uuid() })
const OfMailbox = OfOrganization.extend({ mailboxId: z.uuid() })
const OfSimulation = OfOrganization.extend({ simulationId: z.uuid() })
const OfExport = OfOrganization.extend({ exportId: z.uuid() })
const OfMail = OfOrganization.extend({ inboundMailId: z.uuid() })
const OfSms = OfOrganization.extend({ inboundSmsId: z.uuid() })
const OfKeyword = OfSms.extend({
  answer: z.enum(['stop', 'help']), refusals: z.int().optional(),
})

// Every minute everything that fell due; each night the hints are derived anew,
// and the SMS provider erases what it need not keep.
const CRONTAB = [
  '* * * * * beat ?max=1',
  '* * * * * wake_mailboxes ?max=1',
  '*/5 * * * * poll_sms ?max=1',
  '17 2 * * * look_everywhere ?max=3',
  '41 3 * * * erase_sms_texts ?max=3',
  '23 3 * * * forget_retained ?max=3',
  '29 4 * * * check_health ?max=3',
].join('\n')

const IMPORT_DEEDS: ImportDeeds = { workflows: workflowsByName, rehearse: rehearseDeed }

const fileTasksOf = (installation: Installation): Tasks => ({
  work_imports: (payload) =>
    workImports(installation, OfOrganization.parse(payload).orgId, IMPORT_DEEDS),
  export_organization: (payload) => {
    const { orgId, exportId } = OfExport.parse(payload)
    return exportOrganization(installation, orgId, exportId)
  },
})

export const tasksOf = (installation: Installation): Tasks => ({
  beat: () => forEachOrganization(installation, async (orgId) => {
    await receiveWaiting(installation, orgId)
    await receiveWaitingSms(installation, orgId)
    await sendAnswersByMail(installation, orgId)
    await tick(installation, orgId)
    await checkSms(installation, orgId)
    await inOrganization(installation, orgId, SYSTEM, tellPeople)
  }),
  advance: async (payload) => {
    await tick(installation, OfOrganization.parse(payload).orgId)
  },
  leave_messages: async (payload) => {
    await leaveMessages(installation, OfOrganization.parse(payload).orgId)
  },
  receive_mail: async (payload) => {
    const { orgId, inboundMailId } = OfMail.parse(payload)
    await receiveMessage(installation, orgId, inboundMailId)
  },
  receive_sms: async (payload) => {
    const { orgId, inboundSmsId } = OfSms.parse(payload)
    await receiveSms(installation, orgId, inboundSmsId)
  },
  fetch_sms_media: async (payload) => {
    const { orgId, inboundSmsId } = OfSms.parse(payload)
    await fetchSmsMedia(installation, orgId, inboundSmsId)
  },
  poll_sms: () => forEachOrganization(installation, async (orgId) => {
    await pollSms(installation, orgId)
  }),
  erase_sms_texts: () => forEachOrganization(installation, async (orgId) => {
    await eraseTexts(installation, orgId)
  }),
  answer_sms_keyword: (payload) => answerKeyword(installation, OfKeyword.parse(payload)),
  send_answers_by_mail: async (payload) => {
    await sendAnswersByMail(installation, OfOrganization.parse(payload).orgId)
  },
  send_notices: async (payload) => {
    await sendNotices(installation, OfOrganization.parse(payload).orgId)
  },
  deliver_webhooks: async (payload) => {
    await deliverWebhooks(installation, OfOrganization.parse(payload).orgId)
  },
  wake_mailboxes: () => forEachOrganization(installation, (orgId) =>
    wakeMailboxes(installation, orgId)),
  check_mailbox: async (payload) => {
    const { orgId, mailboxId } = OfMailbox.parse(payload)
    await checkMailbox(installation, orgId, mailboxId)
  },
  simulate: async (payload) => {
    const { orgId, simulationId } = OfSimulation.parse(payload)
    await runSimulation(installation, orgId, simulationId)
  },
  ...fileTasksOf(installation),
  forget_retained: () => forEachOrganization(installation, (orgId) =>
    inOrganization(installation, orgId, SYSTEM, forgetWhatIsOver)),
  ...nightlyTasks(installation),
})

const nightlyTasks = (installation: Installation): Tasks => ({
  check_health: () => forEachOrganization(installation, (orgId) =>
    inOrganization(installation, orgId, SYSTEM, runHealthChecks)),
  look_everywhere: () => forEachOrganization(installation, (orgId) =>
    inOrganization(installation, orgId, SYSTEM, lookAgainAtAll)),
})

async function forgetWhatIsOver(org: Org): Promise<void> {
  await forgetRetained(org)
  await forgetImports(org)
  await forgetAnswers(org)
  await forgetExports(org)
}

/** Digests of the day, and what has waited for its time or its next try. */
async function tellPeople(org: Org): Promise<void> {
  await writeDigests(org)
  await wakeDueNotices(org)
  await wakeDueWebhooks(org)
  await wakeImports(org)
  await wakeExports(org)
}

export const startSchedule = (installation: Installation): Promise<{ stop: () => Promise<void> }> =>
  startJobs({
    database: installation.database, tasks: tasksOf(installation), crontab: CRONTAB,
    log: installation.log,
  })

/** One organization's trouble is logged and leaves the others alone (fault 36). */
async function forEachOrganization(
  installation: Installation, work: (orgId: string) => Promise<void>,
): Promise<void> {
  for (const { id: orgId } of await organizationsOf(installation)) {
    try {
      await work(orgId)
    } catch (error) {
      installation.log.error({ err: error, orgId }, 'background work failed')
    }
  }
}
