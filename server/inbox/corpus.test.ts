// Every message of the corpus, from its bytes through the one function behind `mail explain`.
import { afterAll, describe, expect, test } from 'vitest'
import { explainMail } from './explain-mail.ts'
import { SAMPLES } from './mail-corpus.ts'
import { closeMailParser } from './parse-mail.ts'

afterAll(() => closeMailParser())

describe('the verdict on a message', () => {
  test.each(SAMPLES)('$kind: $name', async ({ raw, kind, says }) => {
    const explained = await explainMail(Buffer.from(raw))
    const expected = { kind: kind === 'own' ? 'automated' : kind, ...says }
    expect(explained).toMatchObject(expected)
    expect(explained.unreadable).toBeUndefined()
    expect(explained.isBounce).toBe(kind === 'bounce')
    expect(explained.isAutoReply).toBe(kind === 'auto_reply')
    // Something stays to be read of whatever has words.
    expect(explained.replyText === '').toBe(!/[\p{L}\p{N}]/u.test(explained.text))
  })

  test('the corpus is large, and no two samples share a name', () => {
    expect(SAMPLES.length).toBeGreaterThan(250)
    expect(new Set(SAMPLES.map((sample) => sample.kind)).size).toBe(10)
    const names = SAMPLES.map((sample) => `${sample.kind}: ${sample.name}`)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })
})
