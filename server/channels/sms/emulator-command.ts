// `duebox sms emulator`: the stand-in for the SMS provider, to be run and looked at by a person.
import { Command } from 'commander'
import { openEmulator, type Emulator } from './emulator/emulator.ts'
import type { Entry } from './emulator/journal.ts'
import { serveEmulator } from './emulator/serve-emulator.ts'
import { MADE_UP } from './send-test.ts'

interface Given {
  port: string
  seed: string
  inbound?: string
  status?: string
}

/** Runs until it is stopped; its sids and its token are the same at every start. */
export function emulatorCommand(): Command {
  return new Command('emulator')
    .description('a stand-in for Twilio on this machine: no SMS leaves, statuses and answers come')
    .option('--port <port>', 'where its API listens; its page is on the next port', '4010')
    .option('--seed <text>', 'its sids and tokens are made from this', 'duebox')
    .option('--inbound <url>', 'where texts of customers are told')
    .option('--status <url>', 'where statuses are told when a message names no address')
    .action(async (given: Given) => {
      const emulator = openFor(given)
      const served = await serveEmulator(emulator, { port: portOf(given.port), isRealtime: true })
      print(introduction(emulator, served))
      emulator.listen((entry) => print(lineOf(entry)))
      await new Promise<void>((resolve) => {
        process.once('SIGINT', () => resolve())
        process.once('SIGTERM', () => resolve())
      })
      await served.close()
    })
}

const NUMBERS = ['+12025550100', '+33757000100', '+447700900100', '+4915735980100']

function openFor({ seed, inbound, status }: Given): Emulator {
  return openEmulator({
    seed, now: new Date().toISOString(),
    accounts: [{
      senders: [...NUMBERS, '+18885550100', 'whatsapp:+12025550101'].map((address) =>
        ({ address, ...inbound === undefined ? {} : { smsUrl: inbound } })),
      services: [{
        senders: NUMBERS, inboundUrl: inbound ?? null,
        ...status === undefined ? {} : { statusCallback: status },
      }],
    }, {
      // What `sms send-test` makes up when nothing is set.
      sid: MADE_UP.accountSid, authToken: MADE_UP.authToken, name: 'Trial',
      senders: [{ address: MADE_UP.from }, ...NUMBERS.map((address) => ({ address }))],
      services: [{ sid: MADE_UP.messagingServiceSid, senders: NUMBERS }],
    }],
  })
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{2,5}$/.test(text) && port < 65_535) return port
  throw new Error('Write --port as a number such as 4010.')
}

const print = (text: string) => process.stdout.write(`${text}\n`)

function introduction(
  emulator: Emulator, { baseUrl, controlUrl }: { baseUrl: string; controlUrl: string },
): string {
  const [account] = emulator.accounts()
  return [
    `The stand-in listens on ${baseUrl}; look and text at ${controlUrl}`, '',
    `TWILIO_BASE_URL=${baseUrl}`, `TWILIO_ACCOUNT_SID=${account?.sid}`,
    `TWILIO_AUTH_TOKEN=${account?.authToken}`,
    `TWILIO_MESSAGING_SERVICE_SID=${account?.services[0]?.sid}`, '',
    `Its numbers: ${account?.senders.map((one) => one.address).join(' ')}`, '',
  ].join('\n')
}

function lineOf(entry: Entry): string {
  switch (entry.kind) {
    case 'request': return `${entry.at}  ${entry.method} ${entry.path}  `
      + `${entry.status ?? entry.fault}  ${entry.body}`
    case 'call': return `${entry.at}  → ${entry.url}  ${entry.outcome}  ${entry.body}`
    case 'status': return `${entry.at}  ${entry.sid}  ${entry.status}  ${entry.code ?? ''}`
    case 'auto_reply': return `${entry.at}  answered ${entry.keyword} of ${entry.to} itself`
    case 'warning': return `${entry.at}  warning ${entry.code}: ${entry.text}`
  }
}
