// One worker thread that reads mail, one message at a time, replaced when it hangs or dies.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { WorkerAnswer } from './parse-worker.ts'
import type { ReadMail } from './read-mail.ts'

export type ThreadOutcome =
  | { ok: true; mail: ReadMail }
  | {
    ok: false
    why: 'timeout' | 'out_of_memory' | 'too_large' | 'too_many_parts' | 'headers_too_large'
      | 'malformed'
  }

const READ_MS = 5_000
// Starting has its own limit: a busy machine must not turn good mail into failures.
const START_MS = 60_000
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 }

/** Reads are queued; each has its own five seconds, counted from when the thread takes it. */
export class ParseThread {
  #worker: Promise<Worker> | null = null
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  get isBusy(): boolean {
    return this.#waiting > 0
  }

  read(raw: Uint8Array): Promise<ThreadOutcome> {
    this.#waiting += 1
    const outcome = this.#last.then(() => this.#readNow(raw))
    this.#last = outcome.catch(() => undefined).then(() => { this.#waiting -= 1 })
    return outcome
  }

  async close(): Promise<void> {
    const worker = await this.#worker?.catch(() => null)
    this.#worker = null
    await worker?.terminate()
  }

  async #readNow(raw: Uint8Array): Promise<ThreadOutcome> {
    this.#worker ??= startWorker()
    const starting = this.#worker
    const worker = await starting.catch((error: unknown) => {
      this.#worker = null
      throw error
    })
    const outcome = await answerOf(worker, raw)
    if (!outcome.isAlive && this.#worker === starting) {
      this.#worker = null
      await worker.terminate()
    }
    return outcome.outcome
  }
}

interface Answered {
  outcome: ThreadOutcome
  isAlive: boolean
}

function answerOf(worker: Worker, raw: Uint8Array): Promise<Answered> {
  return new Promise((resolve) => {
    const finish = (answered: Answered) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      // An idle thread must not keep the process from ending.
      worker.unref()
      resolve(answered)
    }
    const dead = (why: 'timeout' | 'out_of_memory' | 'malformed') =>
      finish({ outcome: { ok: false, why }, isAlive: false })
    const onMessage = (answer: WorkerAnswer) => {
      if (answer.kind === 'ready') return
      const outcome: ThreadOutcome = answer.kind === 'read'
        ? { ok: true, mail: answer.mail } : { ok: false, why: answer.why }
      finish({ outcome, isAlive: true })
    }
    const onError = (error: Error & { code?: string }) =>
      dead(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out_of_memory' : 'malformed')
    const onExit = () => dead('out_of_memory')
    const timer = setTimeout(() => dead('timeout'), READ_MS)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.ref()
    worker.postMessage(raw)
  })
}

async function startWorker(): Promise<Worker> {
  const worker = await openWorker()
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error('The mail reader did not start.')), START_MS)
    const done = (finish: () => void) => {
      clearTimeout(timer)
      worker.off('message', onReady).off('error', fail)
      finish()
    }
    const onReady = () => done(resolve)
    const fail = (error: Error) => done(() => {
      void worker.terminate()
      reject(error)
    })
    worker.on('message', onReady).on('error', fail)
  })
  // Without a listener a later error of an idle thread would end the process.
  worker.on('error', () => undefined)
  return worker
}

// Built, the worker lies beside main.js. From source it is bundled in memory: Node 20 cannot run
// TypeScript in a thread, and a loader there would differ between tsx and vitest.
async function openWorker(): Promise<Worker> {
  const built = new URL('./parse-worker.js', import.meta.url)
  if (existsSync(built)) return new Worker(built, { resourceLimits: LIMITS })
  const { build } = await import('esbuild')
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL('./parse-worker.ts', import.meta.url))],
    bundle: true, write: false, platform: 'node', format: 'cjs', target: 'node20',
    logLevel: 'silent',
    // Packages that look for their optional parts beside themselves find none, as they may.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
  })
  const code = bundled.outputFiles[0]?.text ?? ''
  return new Worker(code, { eval: true, resourceLimits: LIMITS })
}
