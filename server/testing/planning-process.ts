// A process of its own that plans, sends and moves the clock, for tests that end it without warning.
import { openInstallation } from './mail-scene.ts'
import { systemNow } from '../platform/clock.ts'
import { openSecrets } from '../platform/secrets.ts'
import { advanceClock } from '../workflows/advance-clock.ts'
import { tick } from '../workflows/tick.ts'

const [url = '', orgId = '', lastDay = ''] = process.argv.slice(2)
const opened = await openInstallation(url, systemNow)
const installation = {
  ...opened,
  secrets: openSecrets({ dataDir: '', secretKey: 'the key of all test processes' }),
  // One process lives at a time here, so whatever is `sending` at its start has no sender.
  config: { ...opened.config, sendLeaseSeconds: 0 },
}
process.send?.('ready')
await tick(installation, orgId)
const unhurried = { ...installation, config: { ...installation.config, sendLeaseSeconds: 3600 } }
for (;;) {
  const { today } = await advanceClock(unhurried, orgId, 'test', { days: 1 })
  if (today >= lastDay) break
}
process.send?.('done')
process.exit(0)
