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
import { startSchedule } from './schedule.ts'
import { projectDir, startInstallation } from './platform/start-installation.ts'
import { setUpToken } from './team/set-up.ts'

const tell = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  assertSanitizerWorks()
  const installation = await startInstallation(tell)
  await cleanUpImports(installation)
  const { config, log } = installation
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
      ? new Error(`Port ${port} is taken. Choose another: PORT=3001 npm start`) : error))
  })
}

async function startMail(installation: Installation) {
  const { config, log } = installation
  const listener = await startMailListener({
    port: config.smtpListenPort ?? 0, host: config.host, log,
    isKnown: (address) => isKnownAddress(installation, address),
    receive: async (mail) => {
      await storeMail(installation, {
        raw: mail.raw, envelopeFrom: mail.from, envelopeTo: mail.to, source: 'smtp',
        remoteIp: mail.remoteIp, helo: mail.helo,
      })
    },
  })
  log.info({ port: listener.port }, 'taking mail')
  return listener
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
