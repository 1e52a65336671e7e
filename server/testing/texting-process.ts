// A process of its own that sends SMS of organizations, for tests that end it without a warning.
import { z } from 'zod'
import { openSecrets } from '../platform/secrets.ts'
import { tick } from '../workflows/tick.ts'
import { openInstallation } from './mail-scene.ts'

const [url = '', baseUrl = '', publicUrl = '', startedAt = '', realStart = ''] =
  process.argv.slice(2)
const opened = await openInstallation(url, () =>
  new Date(Date.parse(startedAt) + Date.now() - Number(realStart)).toISOString())
const installation = {
  ...opened, secrets: openSecrets({ dataDir: '', secretKey: 'the key of all test processes' }),
  config: {
    ...opened.config, publicUrl, twilio: { ...opened.config.twilio, baseUrl },
    // One process lives at a time for an organization, so whatever is `sending` has no sender.
    sendLeaseSeconds: 0,
  },
}
// Loaded before it counts, so that most kills hit work and not the start.
await import('twilio')
process.on('message', (orgIds) => {
  void Promise.all(z.array(z.string()).parse(orgIds).map((orgId) => tick(installation, orgId)))
    .then(() => process.send?.('done'))
})
process.send?.('ready')
