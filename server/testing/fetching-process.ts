// A process of its own that reads a mailbox over and over, for tests that kill it.
import { checkMailbox } from '../inbox/fetch-mail.ts'
import { openInstallation } from './mail-scene.ts'

const [url = '', orgId = '', mailboxId = '', dataDir = ''] = process.argv.slice(2)
const installation = await openInstallation(url, undefined, dataDir)
process.send?.('ready')
for (let checks = 0; checks < 1_000; checks += 1) {
  await checkMailbox(installation, orgId, mailboxId)
}
process.exit(0)
