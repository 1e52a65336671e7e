// The mail listener, spoken to by a real SMTP client and by raw sockets.
import net from 'node:net'
import nodemailer from 'nodemailer'
import { afterEach, expect, test } from 'vitest'
import { openLog } from '../../platform/log.ts'
import { startMailListener, type ArrivedMail } from './listener.ts'

let stop: (() => Promise<void>) | null = null
afterEach(async () => { await stop?.(); stop = null })

async function listening(given: {
  receive?: (mail: ArrivedMail) => Promise<void>; maxBytes?: number
  isKnown?: (address: string) => Promise<boolean>
} = {}) {
  const arrived: ArrivedMail[] = []
  const listener = await startMailListener({
    port: 0, host: '127.0.0.1', log: openLog('silent'),
    ...(given.maxBytes === undefined ? {} : { maxBytes: given.maxBytes }),
    isKnown: given.isKnown ?? (async (address) => address.endsWith('@known.example')),
    receive: given.receive ?? (async (mail) => { arrived.push(mail) }),
  })
  stop = listener.stop
  const client = nodemailer.createTransport({
    host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true,
  })
  return { arrived, client, port: listener.port }
}

const MAIL = { from: 'a@sender.example', to: 'in@known.example', subject: 'Hi', text: 'Hello' }
const codeOf = (sending: Promise<unknown>) => sending.then(() => 250,
  (error: { responseCode?: number }) => error.responseCode)

test('a mail for a known address arrives with its envelope and every byte', async () => {
  const { arrived, client } = await listening()
  const raw = 'Subject: dots\r\n\r\n.one\r\n..two\r\n\xff\r\n'
  await client.sendMail({
    envelope: { from: 'a@sender.example', to: ['in@known.example', 'in2@known.example'] },
    raw: Buffer.from(raw, 'latin1'),
  })
  expect(arrived).toMatchObject([{
    raw: Buffer.from(raw, 'latin1'), from: 'a@sender.example',
    to: ['in@known.example', 'in2@known.example'],
  }])
})

test('a mail from nobody, as bounces are, arrives with an empty sender', async () => {
  const { arrived, client } = await listening()
  await client.sendMail({ ...MAIL, envelope: { from: '', to: 'in@known.example' } })
  expect(arrived[0]?.from).toBe('')
})

test('an unknown address is refused for good, with a sentence, and nothing is relayed', async () => {
  const { arrived, client } = await listening()
  const sending = client.sendMail({ ...MAIL, to: 'someone@elsewhere.example' })
  await expect(sending).rejects.toMatchObject({
    responseCode: 550, message: expect.stringContaining('intake address') })
  expect(arrived).toEqual([])
})

test('whoever tries out addresses is hung up on', async () => {
  const { port } = await listening()
  const lines = ['EHLO x', 'MAIL FROM:<a@b.example>',
    ...Array.from({ length: 30 }, (_, at) => `RCPT TO:<guess${at}@known.invalid>`)]
  const answers = await converse(port, lines)
  expect(answers.filter((line) => line.startsWith('550'))).toHaveLength(20)
  expect(answers.at(-1)).toMatch(/^421/)
})

test('a mail over the limit is refused for good, announced or not', async () => {
  const { arrived, client, port } = await listening({ maxBytes: 10_000 })
  expect(await codeOf(client.sendMail({ ...MAIL, text: 'x'.repeat(20_000) }))).toBe(552)
  const answers = await converse(port, ['EHLO x', 'MAIL FROM:<a@b.example>',
    'RCPT TO:<in@known.example>', 'DATA', `${'y'.repeat(900)}\r\n`.repeat(20) + '.', 'QUIT'])
  expect(answers.some((line) => line.startsWith('552'))).toBe(true)
  expect(arrived).toEqual([])
})

test('a mail that could not be stored stays with its sender, who tries again', async () => {
  const { client } = await listening({ receive: () => Promise.reject(new Error('disk full')) })
  expect(await codeOf(client.sendMail(MAIL))).toBe(451)
})

test('an address that cannot be looked up now is tried again later', async () => {
  const { client } = await listening({ isKnown: () => Promise.reject(new Error('no database')) })
  expect(await codeOf(client.sendMail(MAIL))).toBe(451)
})

test('a mail whose sender hangs up in the middle is not taken', async () => {
  const { arrived, port, client } = await listening()
  await converse(port, ['EHLO x', 'MAIL FROM:<a@b.example>', 'RCPT TO:<in@known.example>', 'DATA',
    'Subject: half'], { hangUpAfterMs: 100 })
  await client.sendMail(MAIL)
  expect(arrived).toHaveLength(1)
})

test('nobody can sign in, and more than 50 recipients are too many', async () => {
  const { port } = await listening()
  const answers = await converse(port, ['EHLO x', 'AUTH PLAIN AAAA', 'MAIL FROM:<a@b.example>',
    ...Array.from({ length: 52 }, (_, at) => `RCPT TO:<in${at}@known.example>`), 'QUIT'])
  expect(answers.join('\n')).not.toMatch(/^250.AUTH/m)
  expect(answers.find((line) => /^5\d\d.*not recognized/.test(line))).toBeDefined()
  expect(answers.filter((line) => line.startsWith('452'))).toHaveLength(2)
})

/** Says each line after the answer to the one before; returns every line of answer. */
function converse(
  port: number, lines: string[], options: { hangUpAfterMs?: number } = {},
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    const waiting = [...lines]
    let answered = ''
    socket.on('data', (chunk) => {
      answered += chunk.toString()
      if (!/^\d{3} .*\r\n$/m.test(answered.split('\r\n').slice(-2).join('\r\n'))) return
      const next = waiting.shift()
      if (next !== undefined) socket.write(`${next}\r\n`)
    })
    socket.on('close', () => resolve(answered.split('\r\n').filter(Boolean)))
    socket.on('error', reject)
    if (options.hangUpAfterMs) setTimeout(() => socket.destroy(), options.hangUpAfterMs)
  })
}
