// The simulator over a ledger: how long the days take, how often it tells, how soon it stops.
import { SimulationWish } from '#contract/simulation.ts'
import type { Installation } from '#server/platform/installation.ts'
import { simulate } from '#server/workflows/simulation/simulate.ts'
import { median, prepare } from './planner.ts'

const INVOICES = 5_000
const DAYS = 60
const ROUNDS = 5

export async function benchSimulator(installation: Installation): Promise<string> {
  const orgId = await prepare(installation, { invoices: INVOICES, share: 1 })
  const wish = SimulationWish.parse({ days: DAYS, scenario: { kind: 'nobody' } })
  const keep = () => Promise.resolve()
  const took: number[] = []
  let told = 0
  for (let round = 0; round <= ROUNDS; round++) {
    told = 0
    const begin = performance.now()
    await simulate(installation, orgId, wish, {
      keep, progress: () => Promise.resolve(++told > 0),
    })
    if (round > 0) took.push(performance.now() - begin)
  }
  const begin = performance.now()
  await simulate(installation, orgId, wish, { keep, progress: () => Promise.resolve(false) })
  return `${INVOICES} open invoices over ${DAYS} days: ${seconds(median(took))} `
    + `(${seconds(Math.min(...took))}–${seconds(Math.max(...took))}), progress told ${told} times, `
    + `stopped after ${seconds(performance.now() - begin)} when cancelled at the first`
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
