// Starts everything, prints one address, and stops gently.
import { serve } from '@hono/node-server'
import type { Server } from 'node:http'
import path from 'node:path'
import { openApi } from './api.ts'
import { startMailListener } from './channels/email/listener.ts'
import { closeChannels } from './channels/open-channel.ts'
import { cleanUpImports } from './imports/clean-up-imports.ts'
import { assertSanitizerWorks } from './inbox/sanitize-mail.ts'
import { isKnownAddress, storeMail } from './inbox/store-mail.ts'
import { warmUpReading } from './inbox/warm-up.ts'
import { closeStreams } from './notifications/stream.ts'
import type { Installation } from './platform/installation.ts'
import { joinServers } from './platform/join-servers.ts'
import { startSchedule } from './schedule.ts'
import { projectDir, startInstallation } from './platform/start-installation.ts'
import { setUpToken } from './team/set-up.ts'
import { guardCopy } from './workflows/guard-copy.ts'

const tell = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  assertSanitizerWorks()
  const installation = await startInstallation(tell)
  const { config, log } = installation
  // Until the address is printed a person is waiting for it: only what is wrong is said before.
  if (log.level === 'info' || log.level === 'warn') log.level = 'error'
  const beside = joinServers(config.dataDir)
  if (beside.others.length > 0) tell(besideText(beside.others))
  await guardCopy(installation, tell)
  await cleanUpImports(installation)
  let isReady = false
  const webDir = path.join(projectDir(), 'dist/web')
  const app = openApi(installation, { webDir, isReady: () => isReady })
  const server = await listen(app.fetch, config.port, config.host)
  const mail = config.smtpListenPort === null ? null : await startMail(installation)
  const schedule = await startSchedule(installation)
  isReady = true
  void warmUpReading().catch((error: unknown) => log.warn({ err: error }, 'reading mail is cold'))
  const token = await setUpToken(installation)
  const address = config.publicUrl
  process.stdout.write(token ? `Duebox is ready. Set it up: ${address}/setup?token=${token}\n`
    : `Duebox is ready: ${address}\n`)
  log.level = config.logLevel
  log.info({ port: config.port, smtpPort: mail?.port ?? null }, 'ready')

  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    isReady = false
    log.info({ signal }, 'stopping')
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      closeStreams(installation)
      // Kept-alive connections would hold the door open; running requests may finish.
      if ('closeIdleConnections' in server) server.closeIdleConnections()
    })
    await mail?.stop()
    await schedule.stop()
    closeChannels()
    await installation.database.close()
    beside.leave()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => { void stop(signal) })
  }
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>, port: number, hostname: string,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, () => resolve(server)) as Server // No http2.
    server.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE'
      ? new Error(`Port ${port} is taken, perhaps by a Duebox that runs already. Choose another: `
        + `PORT=${port + 1} npm start`) : error))
  })
}

async function startMail(installation: Installation) {
  const { config, log } = installation
  return startMailListener({
    port: config.smtpListenPort ?? 0, host: config.host, log,
    isKnown: (address) => isKnownAddress(installation, address),
    receive: async (mail) => {
      await storeMail(installation, {
        raw: mail.raw, envelopeFrom: mail.from, envelopeTo: mail.to, source: 'smtp',
        remoteIp: mail.remoteIp, helo: mail.helo,
      })
    },
  }).catch((error: NodeJS.ErrnoException) => {
    const port = config.smtpListenPort
    if (error.code === 'EADDRINUSE') {
      throw new Error(`Port ${port}, where mail is taken in, is in use. Choose another: `
        + 'SMTP_LISTEN_PORT=2526 npm start, or take none by SMTP: SMTP_LISTEN_PORT=off npm start')
    }
    if (error.code !== 'EACCES') throw error
    throw new Error(`This account may not open port ${port} for mail. Use one above 1023 and lead `
      + 'port 25 to it: SMTP_LISTEN_PORT=2525 npm start')
  })
}

const besideText = (others: readonly number[]) => `Beside this one, Duebox runs on the same data `
  + `already (process ${others.join(', ')}); both will work on it.`

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
