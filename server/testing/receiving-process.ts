// A process of its own that takes in and reads mail, for tests that end it without a warning.
import { z } from 'zod'
import { startMailListener } from '../channels/email/listener.ts'
import { receiveMessage } from '../inbox/receive-message.ts'
import { isKnownAddress, storeMail } from '../inbox/store-mail.ts'
import { startJobs } from '../platform/jobs.ts'
import { openInstallation } from './mail-scene.ts'

const Payload = z.object({ orgId: z.string(), inboundMailId: z.string() })

const installation = await openInstallation(process.argv[2] ?? '')
await startJobs({
  database: installation.database, log: installation.log, crontab: '',
  tasks: {
    receive_mail: async (payload) => {
      const { orgId, inboundMailId } = Payload.parse(payload)
      await receiveMessage(installation, orgId, inboundMailId)
    },
  },
})
const listener = await startMailListener({
  port: 0, host: '127.0.0.1', log: installation.log,
  isKnown: (address) => isKnownAddress(installation, address),
  receive: async ({ raw, from, to }) => {
    await storeMail(installation, { raw, envelopeFrom: from, envelopeTo: to, source: 'smtp' })
  },
})
process.send?.({ port: listener.port })
