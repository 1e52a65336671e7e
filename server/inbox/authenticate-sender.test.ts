// Who wrote a message is found out from its signatures alone, and a missing DNS fails nobody.
import { generateKeyPairSync } from 'node:crypto'
import { dkimSign, sealMessage } from 'mailauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { senderProof } from '#domain/mail/sender-proof.ts'
import type { Installation } from '../platform/installation.ts'
import { answerTo, messageOfMail, openReplies } from '../testing/arriving-mail.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import {
  aCustomer, anOrganization, aSentMessage, openInstallation, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { authenticateSender, type DnsResolver } from './authenticate-sender.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveMessage } from './receive-message.ts'
import { storeMail } from './store-mail.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const KEY = [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]]
const TXT: Record<string, string[][]> = {
  's1._domainkey.buyer.example': KEY, 's1._domainkey.google.com': KEY,
  's1._domainkey.sealer.example': KEY,
  'buyer.example': [['v=spf1 ip4:192.0.2.1 -all']],
  '_dmarc.buyer.example': [['v=DMARC1; p=reject']],
  '_dmarc.lax.example': [['v=DMARC1; p=none']],
}
const stub: DnsResolver = (name, type) => {
  const found = type === 'TXT' ? TXT[name] : undefined
  return found ? Promise.resolve(found)
    : Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
}

const letter = (given: { domain?: string; id?: string; head?: string[] } = {}) => Buffer.from([
  ...given.head ?? [], `From: Bea <bea@${given.domain ?? 'buyer.example'}>`,
  'To: ar@seller.example', 'Subject: Re: Your invoices', 'Date: Tue, 10 Mar 2026 09:00:00 +0000',
  `Message-ID: <${given.id ?? 'one@buyer.example'}>`, '', 'We paid on Monday.', '',
].join('\r\n'))

async function signed(raw: Buffer): Promise<Buffer> {
  const { signatures } = await dkimSign(raw, {
    signatureData: [{ signingDomain: 'buyer.example', selector: 's1', privateKey }],
  } as never) // The types describe a single signature, the code takes a list of them.
  return Buffer.concat([Buffer.from(signatures), raw])
}

const changed = (raw: Buffer) => Buffer.concat([raw, Buffer.from('EXTERNAL MAIL, BEWARE\r\n')])

async function sealed(raw: Buffer, by: string, saw: string): Promise<Buffer> {
  const headers = await sealMessage(raw, {
    signingDomain: by, selector: 's1', privateKey, cv: 'none',
    authResults: `mx.${by}; dmarc=${saw} header.from=buyer.example`,
  } as never) // The types leave out what an intermediate seal needs.
  return Buffer.concat([headers, raw])
}

const ask = (raw: Buffer, given: { ip?: string; from?: string; resolve?: DnsResolver } = {}) =>
  authenticateSender({
    raw, envelopeFrom: given.from ?? 'bea@buyer.example', remoteIp: given.ip ?? '198.51.100.9',
    helo: 'mx.relay.example', fromDomain: /From: .*@(.*)>/.exec(raw.toString())?.[1] ?? '',
  }, given.resolve ?? stub, 2_000)

const proofOf = async (...given: Parameters<typeof ask>) =>
  senderProof({ isSenderDoubtful: false }, await ask(...given))

describe('the sender', () => {
  test('direct, from the server that the domain names, is proven by SPF alone', async () => {
    expect(await ask(letter(), { ip: '192.0.2.1' })).toMatchObject({ spf: 'pass', dmarc: 'pass' })
  })
  test('forwarded with its signature whole is proven, whatever the envelope says', async () => {
    const raw = await signed(letter())
    expect(await ask(raw, { from: 'ap+caf_=x@seller.example' })).toMatchObject({ dmarc: 'pass' })
    expect(await proofOf(raw, { ip: '' })).toBe('pass')
  })
  test('a footer added on the way breaks the proof', async () => {
    expect(await proofOf(changed(await signed(letter())))).toBe('fail')
  })
  test('a seal of a known relay that had seen it whole mends that', async () => {
    const raw = changed(await signed(letter()))
    expect(await proofOf(await sealed(raw, 'google.com', 'pass'))).toBe('pass')
    expect(await proofOf(await sealed(raw, 'google.com', 'fail'))).toBe('fail')
    expect(await proofOf(await sealed(raw, 'sealer.example', 'pass'))).toBe('fail')
  })
  test('a result that the message claims for itself is ignored', async () => {
    const head = ['Authentication-Results: mx.seller.example; dmarc=pass; dkim=pass; spf=pass']
    expect(await proofOf(letter({ head }))).toBe('fail')
  })
  test('a domain that asks for nothing, or says nothing, makes no failure', async () => {
    expect(await proofOf(letter({ domain: 'lax.example' }))).toBe('unknown')
    expect(await proofOf(letter({ domain: 'silent.example' }))).toBe('unknown')
  })
  test('without a connection or a DNS nobody has failed', async () => {
    expect(await proofOf(letter(), { ip: '' })).toBe('unknown')
    const dead: DnsResolver = () => Promise.reject(new Error('refused'))
    expect(await proofOf(letter(), { resolve: dead })).toBe('unknown')
  })
  test('a DNS that never answers is not waited for', async () => {
    const silent: DnsResolver = () => new Promise(() => {})
    const raw = letter()
    expect(await authenticateSender({ raw, envelopeFrom: '', remoteIp: '192.0.2.1', helo: 'x',
      fromDomain: 'buyer.example' }, silent, 50)).toBeNull()
  })
})

describe('in the inbox', () => {
  let database: FreshDatabase
  let installation: Installation & { close: () => Promise<void> }
  let org: SceneOrganization
  beforeAll(async () => {
    database = await freshDatabase()
    installation = await openInstallation(database.url)
    org = await anOrganization(installation)
  })
  afterAll(async () => {
    await closeMailParser()
    await installation.close()
    await database.close()
  })

  const take = async (raw: Buffer) => {
    const [stored] = await storeMail(installation, {
      raw, envelopeFrom: 'x@relay.example', envelopeTo: [org.intake], source: 'smtp',
      remoteIp: '198.51.100.9', helo: 'mx.relay.example',
    })
    const id = stored?.inboundMailId ?? ''
    const state = await receiveMessage(installation, org.id, id, stub)
    return { state, message: await messageOfMail(org, id) }
  }

  test('a known address alone halts only when it is not forged', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@buyer.example'] })
    const forged = await take(letter({ id: 'forged@x' }))
    expect(forged).toMatchObject({ state: 'unmatched', message: { reasons: {
      match: 'ambiguous', candidates: [customerId], authentication: { sender: 'fail' } } } })
    expect(await openReplies(org, customerId)).toEqual([])
    const genuine = await take(await signed(letter({ id: 'genuine@x' })))
    expect(genuine).toMatchObject({ state: 'linked',
      message: { reasons: { authentication: { sender: 'pass', dmarc: 'pass' } } } })
    expect(await openReplies(org, customerId)).toHaveLength(1)
  })

  test('who answers our very message halts, marked when the sender is not verified', async () => {
    const customerId = await aCustomer(org, { emails: ['eve@buyer.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['eve@buyer.example'] })
    const { state, message } = await take(letter({ id: 'strong@x', head: answerTo(sent) }))
    expect(state).toBe('linked')
    expect(message?.reasons.evidence).toBe('It answers our message. Sender not verified.')
    expect(await openReplies(org, customerId)).toHaveLength(1)
  })

  test('a sender about whom nothing can be known halts and is marked', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@silent.example'] })
    const { message } = await take(letter({ id: 'silent@x', domain: 'silent.example' }))
    expect(message?.reasons.evidence).toMatch(/Sender not verified/)
    expect(await openReplies(org, customerId)).toHaveLength(1)
  })
})
