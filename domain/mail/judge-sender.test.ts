// What the DNS says of a sender's domain, case by case.
import { describe, expect, test } from 'vitest'
import { judgeDkim, judgeDmarc, judgeSpf } from './judge-sender.ts'

const KEY = 'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC'

describe('SPF', () => {
  test.each<[string, string[], string]>([
    ['none at all', [], 'missing'],
    ['a record of something else', ['google-site-verification=1'], 'missing'],
    ['another version', ['v=spf10 -all'], 'missing'],
    ['one record', ['v=spf1 include:_spf.example.com ~all'], 'good'],
    ['no end', ['v=spf1 include:_spf.example.com'], 'good'],
    ['letters of both sizes', ['V=SPF1 -ALL'], 'good'],
    ['two records', ['v=spf1 -all', 'v=spf1 ~all'], 'weak'],
    ['everybody may', ['v=spf1 +all'], 'weak'],
    ['everybody may, by omission', ['v=spf1 a all'], 'weak'],
  ])('%s', (_, records, result) => expect(judgeSpf(records).result).toBe(result))
})

describe('DKIM', () => {
  test.each<[string, string[], string]>([
    ['no key', [], 'missing'],
    ['a key', [`v=DKIM1; k=rsa; p=${KEY}`], 'good'],
    ['a key without a version', [`p=${KEY}`], 'good'],
    ['a key taken back', ['v=DKIM1; p='], 'weak'],
    ['something else', ['v=spf1 -all'], 'missing'],
  ])('%s', (_, records, result) => expect(judgeDkim(records).result).toBe(result))
})

describe('DMARC', () => {
  test.each<[string, string[], string]>([
    ['none', [], 'missing'],
    ['watching', ['v=DMARC1; p=none; rua=mailto:a@example.com'], 'good'],
    ['rejecting', ['v=DMARC1;p=reject'], 'good'],
    ['no policy', ['v=DMARC1; rua=mailto:a@example.com'], 'weak'],
    ['a policy of subdomains alone', ['v=DMARC1; sp=reject'], 'weak'],
    ['two records', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'missing'],
  ])('%s', (_, records, result) => expect(judgeDmarc(records).result).toBe(result))

  test('watching is well, and says how to go on', () => {
    expect(judgeDmarc(['v=DMARC1; p=none']).advice).not.toBe('')
    expect(judgeDmarc(['v=DMARC1; p=reject']).advice).toBe('')
  })
})
