// Every hand-written message is read from its bytes and taken for what it is.
import { describe, expect, test } from 'vitest'
import { classifyMail } from '#domain/mail/classify-mail.ts'
import { REPORT_SAMPLES } from './mail-samples-bounce.ts'
import { HUMAN_SAMPLES } from './mail-samples-human.ts'
import { MACHINE_SAMPLES } from './mail-samples-machine.ts'
import { preflightMail } from './preflight-mail.ts'
import { readMail } from './read-mail.ts'

const SAMPLES = [...REPORT_SAMPLES, ...MACHINE_SAMPLES, ...HUMAN_SAMPLES]

const read = (raw: string) => readMail(preflightMail(Buffer.from(raw)).bytes)

describe('a message is taken for what it is', () => {
  test.each(SAMPLES)('$kind: $name', async ({ raw, kind, expect: details }) => {
    const verdict = classifyMail(await read(raw))
    expect({ kind: verdict.kind, rule: verdict.rule }).toMatchObject({ kind })
    if (details) expect(verdict).toMatchObject(details)
  })

  test('an id of ours in Message-ID is our own mail, whatever it says', async () => {
    const mail = await read('From: a@b.example\r\nMessage-ID: <r1@out>\r\n\r\nhello')
    expect(classifyMail(mail, { ownMessageIds: (id) => id === 'r1@out' }).kind).toBe('own')
    expect(classifyMail(mail, { ownMessageIds: () => false }).kind).toBe('human')
  })

  test('a forwarding confirmation that fails DKIM is not shown to the admin', async () => {
    const sample = MACHINE_SAMPLES.find(({ kind }) => kind === 'forward_confirmation')
    const mail = await read(sample?.raw ?? '')
    expect(classifyMail(mail, { senderAuthentication: 'fail' }).kind).toBe('automated')
    expect(classifyMail(mail, { senderAuthentication: 'pass' }).kind).toBe('forward_confirmation')
  })

  test('the empty envelope sender may come from outside the head', async () => {
    const mail = await read('From: Ann <a@b.example>\r\nSubject: Re: x\r\n\r\nIch bin im Urlaub.')
    expect(classifyMail(mail).kind).toBe('human')
    expect(classifyMail(mail, { hasNullReturnPath: true }).kind).toBe('auto_reply')
  })
})
