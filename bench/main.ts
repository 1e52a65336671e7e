// npm run bench: product and floor side by side in one run; medians and ratios are printed.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startInstallation } from '#server/platform/start-installation.ts'
import { benchImport } from './import.ts'
import { benchInbound } from './inbound.ts'
import { benchLists } from './lists.ts'
import { writePage } from './page.ts'
import { benchPlanner, equalShare, growthOf, type Measured } from './planner.ts'
import { benchSend } from './send.ts'
import { benchSimulator } from './simulate.ts'

const FULL = [10_000, 100_000, 1_000_000]

async function main(): Promise<void> {
  const named = process.argv.slice(2).map(Number).filter((size) => size > 0)
  const sizes = named.length > 0 ? named : FULL
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-bench-'))
  // The database's own account must be able to enter.
  fs.chmodSync(dataDir, 0o755)
  const installation = await startInstallation((step) => process.stderr.write(`${step}\n`),
    { dataDir, databaseUrl: undefined, logLevel: 'error' })
  const only = ['inbound', 'send', 'sizes', 'simulate'].find((name) => process.argv.includes(name))
  try {
    if (process.argv.includes('lists')) {
      await benchLists(installation, named[0] ?? 50_000)
      return
    }
    if (process.argv.includes('import')) {
      await benchImport(installation, named[0] ?? 100_000)
      return
    }
    if (only === undefined || only === 'inbound') await benchInbound(installation)
    if (only === undefined || only === 'send') await benchSend(installation)
    if (only === 'inbound' || only === 'send') return
    const isPage = process.argv.includes('--page')
    const simulated = only === 'simulate' || isPage ? await benchSimulator(installation) : ''
    if (simulated !== '') process.stdout.write(`simulate  ${simulated}\n`)
    if (only === 'simulate') return
    const measured: Measured[] = []
    for (const invoices of sizes) {
      for (const share of new Set([0.01, equalShare(invoices), 1])) {
        measured.push(await benchPlanner(installation, { invoices, share }))
      }
    }
    const growth = growthOf(measured)
    if (growth !== '') process.stdout.write(`plan  ${growth}\n`)
    if (isPage) writePage({ planned: measured, growth, simulated })
  } finally {
    await installation.database.close()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
process.exit(0)
