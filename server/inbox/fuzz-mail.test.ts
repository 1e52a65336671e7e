// 20,000 spoiled messages: each gets a verdict, in time, in bounded memory, and never a script.
import { afterAll, expect, test } from 'vitest'
import { explainMail, type Explanation } from './explain-mail.ts'
import { SAMPLES } from './mail-corpus.ts'
import { mutateMail, randomOf } from './mutate-mail.ts'
import { closeMailParser } from './parse-mail.ts'

afterAll(() => closeMailParser())

const COUNT = Number(process.env.FUZZ_COUNT ?? 20_000)
// Another seed each day would find more; a fixed one can be trusted to fail again.
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_310)
const AT_ONCE = 50
const MOST_BYTES = 900 * 1024 * 1024

// As a browser would read it: a tag or attribute that acts, or an address that does.
const ACTIVE = /<(script|iframe|object|embed|svg|math|form|meta|link|base|style|input)\b|<[^>]*\s(on\w+|srcset|src|action|formaction|background)\s*=|<[^>]*(href|xlink:href)\s*=\s*["']?\s*(javascript|data|vbscript):|url\(/i

test(`${COUNT} spoiled messages are all answered (seed ${SEED})`, async () => {
  const raws = SAMPLES.map((sample) => Buffer.from(sample.raw))
  for (let first = 0; first < COUNT; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, COUNT - first) }, (_, n) => first + n)
    await Promise.all(batch.map((number) => judge(number, raws)))
  }
  expect(process.memoryUsage().rss).toBeLessThan(MOST_BYTES)
}, 600_000)

async function judge(number: number, raws: readonly Buffer[]): Promise<void> {
  const random = randomOf(SEED + number)
  const one = raws[Math.floor(random() * raws.length)] ?? Buffer.alloc(0)
  const other = raws[Math.floor(random() * raws.length)] ?? Buffer.alloc(0)
  const spoiled = mutateMail(one, other, random)
  // The number of the message is its seed: FUZZ_SEED with FUZZ_COUNT=1 gives it again.
  const name = `FUZZ_SEED=${SEED + number} FUZZ_COUNT=1`
  const explained = await explainMail(spoiled).catch((error: unknown) => {
    throw new Error(`${name}: ${String(error)}`)
  })
  check(name, explained)
}

function check(name: string, explained: Explanation): void {
  // A timeout, a dead thread or too much memory would be a hang or a crash behind a kind face.
  const isRefused = explained.unreadable !== undefined
    && /too long|memory/.test(explained.unreadable)
  expect(isRefused, `${name}: ${explained.unreadable}`).toBe(false)
  expect(ACTIVE.test(explained.safeHtml ?? ''), `${name}: ${explained.safeHtml}`).toBe(false)
  const hasText = /[\p{L}\p{N}]/u.test(explained.text)
  expect(explained.replyText === '' && hasText, `${name}: the reply is empty`).toBe(false)
  expect(JSON.stringify(explained).length, `${name}: the answer is too long`)
    .toBeLessThan(5_000_000)
}
