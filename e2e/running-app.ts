// Starts Duebox as its own process on free ports, for stories in a browser and for pictures.
import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const root = path.join(import.meta.dirname, '..')

export interface RunningApp {
  address: string
  setUpLink: string
  smtpPort: number
  stop: () => Promise<void>
}

/** Without a database of its own, it starts the embedded one in a directory that goes with it. */
export async function startApp(databaseUrl?: string): Promise<RunningApp> {
  if (!fs.existsSync(path.join(root, 'dist/web/index.html'))) {
    throw new Error('The pages are not built: run `npm run build` first.')
  }
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-e2e-'))
  fs.chmodSync(dataDir, 0o755)
  const [port, smtpPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, [
    path.join(root, 'node_modules/tsx/dist/cli.mjs'), path.join(root, 'server/main.ts'),
  ], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env, PORT: String(port), SMTP_LISTEN_PORT: String(smtpPort), HOST: '127.0.0.1',
      DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '', LOG_LEVEL: 'warn', PUBLIC_URL: '',
    },
  })
  const setUpLink = await readyLine(child)
  return {
    address: `http://localhost:${port}`, setUpLink, smtpPort,
    stop: async () => {
      const ended = new Promise<void>((resolve) => { child.once('exit', () => resolve()) })
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await ended
      }
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The set-up link, printed once everything runs; all that was said goes into the error. */
function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const link = /(http\S+\/setup\?token=\S+)/.exec(said)?.[1]
      if (link !== undefined) resolve(link)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.on('exit', () => reject(new Error(`Duebox ended before it was ready:\n${said}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

export const openBrowser = (): Promise<Browser> => chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** What the console of a page complains of from here on: errors, and reports of our own policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    const text = message.text()
    // The browser itself logs a call that is refused on purpose, such as before signing in.
    const isAnswer = text.startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) complaints.push(`${page.url()}: ${text}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return complaints
}

/** The policy's reports do not all reach the console, so the page itself is asked. */
export const keepPolicyReports = (page: Page): Promise<unknown> => page.addInitScript(() => {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`Content security policy: ${event.violatedDirective} ${event.blockedURI} in `
      + `${event.sourceFile}`)
  })
})
