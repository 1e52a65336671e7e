// A worker process of the send bench: sends what is due, or renders and calls and nothing else.
import { openClient } from '#server/channels/sms/twilio-client.ts'
import { performDueActions } from '#server/actions/perform-action.ts'
import { startInstallation } from '#server/platform/start-installation.ts'
import { renderText } from '#server/templates/render-template.ts'
import { templateValues } from '#domain/template.ts'
import { ACCOUNT, NOW, SENDER, TEXT } from './send-company.ts'

export type Job =
  | { kind: 'product'; orgId: string }
  | { kind: 'floor'; count: number }
  | { kind: 'end' }

export interface Done {
  sent: number
  /** What this process itself has worked, the database and the stub left aside. */
  cpuMs: number
}

const [dataDir = '', baseUrl = ''] = process.argv.slice(2)
const opened = await startInstallation(() => {}, { dataDir, databaseUrl: undefined,
  logLevel: 'error' })
const installation = {
  ...opened, now: () => NOW,
  config: { ...opened.config, twilio: { ...opened.config.twilio, baseUrl } },
}

async function sendDue(orgId: string): Promise<number> {
  let sent = 0
  for (;;) {
    const performed = await performDueActions(installation, orgId)
    sent += performed.sent
    if (performed.claimed === 0) return sent
  }
}

// As many at once as the product hands over.
const AT_ONCE = 16

async function renderAndCall(count: number): Promise<number> {
  const client = await openClient({
    accountSid: ACCOUNT.sid, authTokens: [ACCOUNT.token], apiKeySid: null, apiKeySecret: null,
    messagingServiceSid: null, baseUrl,
  })
  let next = 0
  let sent = 0
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const rendered = renderText(TEXT, templateValues({
        unapplied: [], organizationName: 'Bench', senderName: 'Bench', contactName: `Person ${n}`,
        customer: { name: `Customer ${n}`, reference: `C${n}` }, carryingInvoiceId: '0', link: '',
        today: '2027-03-01', locale: 'en', invoices: [0, 1, 2].map((place) => ({
          id: String(place), number: `INV-${n}-${place}`, currency: 'EUR', totalMinor: 1000 + n,
          openMinor: 1000 + n, issuedOn: '2027-01-20', dueOn: `2027-02-2${place}`,
          disputedMinor: 0, promisedMinor: 0, pendingMinor: 0, promisedOn: null,
          brokenPromiseOn: null, recordedAt: NOW,
        })),
      }))
      if (!rendered.ok) throw new Error(rendered.problem)
      const made = await client.messages.create({
        to: `+33612${String(n).padStart(6, '0')}`, from: SENDER, body: rendered.text,
        statusCallback: `https://duebox.example/status?attempt=${n}#rc=3&rp=ct,rt,5xx`,
        validityPeriod: 36_000, smartEncoded: true, attempt: 1,
      })
      if (made.sid) sent++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return sent
}

process.on('message', (job: Job) => {
  void (async () => {
    if (job.kind === 'end') {
      await installation.database.close()
      process.exit(0)
    }
    const before = process.cpuUsage()
    const sent = job.kind === 'product' ? await sendDue(job.orgId) : await renderAndCall(job.count)
    const { user, system } = process.cpuUsage(before)
    process.send?.({ sent, cpuMs: (user + system) / 1000 } satisfies Done)
  })()
})
process.send?.({ sent: 0, cpuMs: 0 } satisfies Done)
