// The send pipeline beside rendering and the bare calls, with one worker process and with two.
import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { Installation } from '#server/platform/installation.ts'
import { aTextingCompany, NOW } from './send-company.ts'
import type { Done, Job } from './send-worker.ts'

const CUSTOMERS = 1000
const ROUNDS = 5

/** Prints two lines: the ratio to the floor with one worker, and what a second worker brings. */
export async function benchSend(given: Installation): Promise<void> {
  const installation = { ...given, now: () => NOW }
  const stub = start('send-stub.ts', [])
  const { port } = await heard<{ port: number }>(stub)
  const workers = await Promise.all([0, 1].map(async () => {
    const worker = start('send-worker.ts',
      [given.config.dataDir, `http://127.0.0.1:${port}`])
    await heard(worker)
    return worker
  }))
  const [one = stub] = workers
  const took: Record<'product' | 'floor' | 'two', Took[]> = { product: [], floor: [], two: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    const measured = {
      floor: await timed([one], () => ({ kind: 'floor', count: CUSTOMERS })),
      product: await timed([one], product(await aTextingCompany(installation, CUSTOMERS))),
      two: await timed(workers, product(await aTextingCompany(installation, CUSTOMERS))),
    }
    // The first round warms everything up.
    if (round === 0) continue
    for (const kind of ['product', 'floor', 'two'] as const) took[kind].push(measured[kind])
  }
  for (const worker of workers) worker.send({ kind: 'end' } satisfies Job)
  stub.kill()
  process.stdout.write(`send  ${CUSTOMERS} SMS  1 worker   product ${perSms(took.product)}  `
    + `render + call ${perSms(took.floor)}  ratio ${ratio(took.product, took.floor, 'wallMs')}  `
    + `of its own work alone ${ratio(took.product, took.floor, 'cpuMs')}\n`
    + `send  ${CUSTOMERS} SMS  2 workers  product ${perSms(took.two)}  `
    + `speed-up ${ratio(took.product, took.two, 'wallMs')}\n`)
}

interface Took {
  wallMs: number
  cpuMs: number
}

const product = (orgId: string) => (): Job => ({ kind: 'product', orgId })

/** From the word to the last worker's answer; all of them together have sent every SMS once. */
async function timed(workers: readonly ChildProcess[], job: () => Job): Promise<Took> {
  const begin = performance.now()
  const answers = workers.map((worker) => heard<Done>(worker))
  for (const worker of workers) worker.send(job())
  const done = await Promise.all(answers)
  const wallMs = performance.now() - begin
  const sum = (key: keyof Done) => done.reduce((total, one) => total + one[key], 0)
  if (sum('sent') !== CUSTOMERS) throw new Error(`${sum('sent')} of ${CUSTOMERS} SMS were sent.`)
  return { wallMs, cpuMs: sum('cpuMs') }
}

const start = (file: string, args: readonly string[]): ChildProcess =>
  fork(path.join(import.meta.dirname, file), args, { execArgv: process.execArgv })

const heard = <T>(child: ChildProcess): Promise<T> => new Promise((resolve, reject) => {
  const ended = () => reject(new Error('A process of the bench ended.'))
  child.once('exit', ended)
  child.once('message', (message) => {
    child.off('exit', ended)
    resolve(message as T) // Our own files answer with what is asked for here.
  })
})

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
const perSms = (took: readonly Took[]) =>
  `${(median(took.map((one) => one.wallMs)) / CUSTOMERS).toFixed(2)} ms/SMS`

/** The median of the rounds' own ratios, with its range. */
function ratio(over: readonly Took[], under: readonly Took[], key: keyof Took): string {
  const all = over.map((one, place) => one[key] / (under[place]?.[key] ?? one[key]))
  return `${median(all).toFixed(2)} (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})`
}
