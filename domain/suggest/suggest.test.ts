// What holds for every text: never a throw, quotes from the text, no day before it came, bounded.
import { describe, expect, test } from 'vitest'
import { daysBetween, isDay } from '../day.ts'
import { suggest } from './suggest.ts'
import { aLetter, OWED, told, type Case } from './told.ts'

const AWAY: readonly Case[] = [
  ['I am out of the office until 20 March.', 'away 2026-03-20'],
  ['I am out of office and will be back on Monday, 16 March.', 'away 2026-03-16'],
  ['I am on annual leave from 9 to 20 March 2026.', 'away 2026-03-21'],
  ['I am away until 20 March inclusive.', 'away 2026-03-21'],
  ['I am currently on vacation, returning on 23 March. In urgent cases please contact Lee Wong '
    + '(lee@buyer.example).', 'away 2026-03-23 Lee Wong lee@buyer.example'],
  ['Ich bin bis zum 20.03.2026 nicht im Büro.', 'away 2026-03-21'],
  ['Ich bin im Urlaub und ab dem 23. März wieder erreichbar.', 'away 2026-03-23'],
  ['Ich bin abwesend bis einschließlich 20.3. In dringenden Fällen wenden Sie sich bitte an Frau '
    + 'Anna Roth, anna@kaeufer.example.', 'away 2026-03-21 Frau Anna Roth anna@kaeufer.example'],
  ['Je suis absent du bureau jusqu’au 20 mars inclus.', 'away 2026-03-21'],
  ['Je suis en congés, de retour le 23 mars.', 'away 2026-03-23'],
  ['Actuellement en congés, je serai de retour lundi 16 mars. En cas d’urgence, contactez Claire '
    + 'Martin : claire@acheteur.example.', 'away 2026-03-16 Claire Martin claire@acheteur.example'],
  ['Estoy fuera de la oficina hasta el 20 de marzo.', 'away 2026-03-21'],
  ['Estoy de vacaciones, vuelvo el 23 de marzo.', 'away 2026-03-23'],
  ['Estaré ausente. Regreso el lunes 16 de marzo. Para urgencias, contacte con Pedro Gil en '
    + 'pedro@comprador.example.', 'away 2026-03-16 Pedro Gil pedro@comprador.example'],
  ['I will be out of the office 9 - 20 March with no access to e-mail.', 'away 2026-03-21'],
  ['I am on leave and will return Monday 23rd March.', 'away 2026-03-23'],
  ['Ich bin vom 9. bis 20. März 2026 im Urlaub.', 'away 2026-03-21'],
  ['Ich bin ab Montag, den 23.03.2026 wieder im Büro. Meine Vertretung: Jens Kurz, '
    + 'kurz@kaeufer.example', 'away 2026-03-23 Jens Kurz kurz@kaeufer.example'],
  ['Je suis absente du 9 au 20 mars.', 'away 2026-03-21'],
  ['Estaré de vacaciones del 9 al 20 de marzo.', 'away 2026-03-21'],
  ['I am out of the office.', 'none'],
  ['I was out of the office until 2 March.', 'none'],
  ['Payment will be made within 30 days.', 'none'],
  ['We have received your message and will answer within 2 days.', 'none'],
  ['Peter Hill has left the company. Please write to ap@buyer.example.',
    'wrong ap@buyer.example'],
]

describe('automatic answers', () => {
  test.each(AWAY)('%s', (text, expected) =>
    expect(told({ text, kind: 'auto_reply' })).toBe(expected))
})

describe('whole letters', () => {
  test('a letter says several things, each with its own words', () => {
    const text = 'Hello Mara,\n\nwe will pay INV-204 on Friday. INV-198 is wrong (see attached): '
      + 'the price was EUR 40.00 too much.\nThe PO number is missing, too.\n\nBest\nAna'
    expect(suggest(aLetter({ text })).map(({ kind, quote }) => [kind, quote])).toEqual([
      ['promise', 'we will pay INV-204 on Friday.'],
      ['dispute', 'INV-198 is wrong (see attached): the price was EUR 40.00 too much.'],
      ['po_missing', 'The PO number is missing, too.'],
    ])
  })
  test('a line broken by a mail program goes on', () => {
    const text = 'Thank you for the reminder. We have spoken to our bank and we will transfer the\n'
      + 'open amount of 1.250,40 € on\nFriday.'
    expect(told({ text })).toBe('promise 2026-03-13 1250.40 EUR')
  })
  test('the same said twice is suggested once', () => {
    expect(told({ text: 'We will pay on Friday.\n\nAs I said: we will pay on Friday.' }))
      .toBe('promise 2026-03-13')
  })
  test('a writer from the United States puts the month first', () => {
    expect(told({ text: 'We will pay on 04/05.', locale: 'en-US' })).toBe('promise 2026-04-05')
    expect(told({ text: 'We will pay on 04/05.', locale: 'en-GB' })).toBe('promise 2026-05-04')
  })
  test('a guess takes what is overdue, and says that it is one', () => {
    const invoices = [...OWED, {
      id: 'c', number: 'INV-300', openMinor: 100, currency: 'EUR', dueOn: '2026-06-01' }]
    expect(suggest(aLetter({ text: 'We will pay on Friday.', invoices }))).toMatchObject([
      { detail: { invoiceIds: ['a', 'b'], isNamed: false } }])
  })
  test('a dollar is the dollar that is owed', () => {
    const invoices = [{ id: 'c', number: 'INV-7', openMinor: 90_000, currency: 'CAD',
      dueOn: '2026-02-01' }]
    expect(suggest(aLetter({ text: 'We will pay $500 on Friday.', invoices }))).toMatchObject([
      { detail: { amountMinor: 50_000, currency: 'CAD' } }])
  })
  test('a day ahead is told by the day of receipt over the turn of the year', () => {
    expect(told({ text: 'We will pay on 5 January.', receivedOn: '2026-12-28' }))
      .toBe('promise 2027-01-05')
    expect(told({ text: 'Zahlung erfolgt in KW 1.', receivedOn: '2026-12-28' }))
      .toBe('promise 2027-01-08 likely')
    expect(told({ text: 'We will pay by the end of next month.', receivedOn: '2026-01-31' }))
      .toBe('promise 2026-02-28')
  })
})

// A small generator of its own: the same texts on every run.
function* texts(): Generator<string> {
  const pieces = ['we', ' will', ' not', ' pay', ' INV-204', ' on', ' Friday', '. ', '?', ', ',
    '\n',
    ' 13/03', ' 31.02.2026', ' EUR 1,250.40', ' 99.999.999,99 €', ' wenn', ' zahlen', ' wir', ' am',
    ' bis', ' 20.3.', ' nous', ' paierons', ' le', ' 15', ' mars', ' pagaremos', ' el', ' viernes',
    ' bereits', ' bezahlt', ' wurde', ' was', ' paid', ' yesterday', ' damaged', ' goods', ' half',
    ' 29 February', ' KW 99', ' in 999 days', ' the price is wrong', ' contact', ' Anna Roth',
    ' a@b.example', '\u0000', '\ud800', '😀', ' é', ' é', '\u202e', '\ufeff', ' مرحبا', '  ', ' -- ']
  let seed = 20260310
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  for (let count = 0; count < 1_500; count++) {
    yield Array.from({ length: 1 + next(30) }, () => pieces[next(pieces.length)]).join('')
  }
}

describe('any text', () => {
  test('is read without a throw, and what comes out holds', () => {
    let seen = 0
    for (const text of texts()) {
      const letter = aLetter({ text })
      const all = suggest(letter)
      expect(suggest(letter)).toEqual(all)
      expect(all.length).toBeLessThanOrEqual(8)
      for (const one of all) {
        seen++
        expect(text).toContain(one.quote)
        expect(one.quote.length).toBeLessThanOrEqual(300)
        expect(one.quote).not.toBe('')
        if (one.kind === 'promise') {
          const { promisedOn, amountMinor, invoiceIds, notes, currency } = one.detail
          if (promisedOn !== null) {
            expect(isDay(promisedOn)).toBe(true)
            expect(daysBetween(letter.receivedOn, promisedOn)).toBeGreaterThanOrEqual(0)
          }
          const open = OWED.filter(({ id }) => invoiceIds.includes(id))
            .reduce((sum, invoice) => sum + invoice.openMinor, 0)
          if (amountMinor !== null && currency === 'EUR' && amountMinor > open) {
            expect(notes).toContain('more_than_open')
          }
        }
        if (one.kind === 'already_paid' && one.detail.paidOn !== null) {
          expect(one.detail.paidOn <= letter.receivedOn).toBe(true)
        }
      }
    }
    expect(seen).toBeGreaterThan(100)
  })

  test.each([
    ['one endless word', 'a'.repeat(200_000)],
    ['endless spaces', `we will ${' '.repeat(200_000)}pay on Friday.`],
    ['endless digits', `we will pay ${'1'.repeat(100_000)} on Friday`],
    ['groups of digits', `we will pay ${'1.234.'.repeat(30_000)}€`],
    ['the same verb for ever', 'will '.repeat(40_000)],
    ['half a promise for ever', 'we will be the payment will '.repeat(10_000)],
    ['half a dispute for ever', 'goods not delivery never received goods '.repeat(8_000)],
    ['names for ever', `please contact ${'Anna Roth '.repeat(20_000)}`],
    ['points for ever', 'Nr. '.repeat(50_000)],
    ['an address that never ends', `please contact ${'a.'.repeat(50_000)}@${'b.'.repeat(50_000)}`],
    ['lines for ever', 'x\n'.repeat(100_000)],
    ['accents for ever', 'é'.repeat(100_000)],
    ['dates for ever', 'we will pay on 1.2.3.4.5. 13 March 13 March '.repeat(5_000)],
  ])('%s ends', (_, text) => {
    for (const kind of ['human', 'auto_reply'] as const) {
      for (const one of suggest(aLetter({ text, kind }))) expect(text).toContain(one.quote)
    }
  })

  test('a long sentence is quoted around what was read, in whole', () => {
    const text = `${'because of this and that '.repeat(14)}we will pay INV-204 on Friday `
      + 'and so on and on '.repeat(14)
    const [one] = suggest(aLetter({ text }))
    expect(one?.quote).toContain('we will pay INV-204 on Friday')
    expect(text).toContain(one?.quote)
  })
})
