// The reply in an answer: mail programs, languages, positions, and input made to hurt.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { QUOTE_MARK } from './mail.ts'
import { replyText } from './reply-text.ts'

const QUOTE = '> Dear Ann,\n> please pay invoice 1001.\n> Acme'
const WROTE = 'On Mon, Mar 2, 2026 at 10:15 AM Acme Billing <billing@seller.example> wrote:'
const OUTLOOK = 'From: Acme <billing@seller.example>\nSent: Monday, 2 March 2026 10:15\n'
  + 'To: Ann <ann@customer.example>\nSubject: Reminder: invoice 1001\n\nDear Ann,\nplease pay.'

interface Case { name: string; text: string; reply: string }

const PAID = 'We pay on Friday.'
const under = (name: string, below: string): Case =>
  ({ name, text: `${PAID}\n\n${below}`, reply: PAID })

const ON_TOP: readonly Case[] = [
  under('Gmail', `${WROTE}\n\n${QUOTE}`),
  under('Gmail, broken over two lines',
    `On Mon, Mar 2, 2026 at 10:15 AM Acme Billing Department <\n`
    + `billing@seller.example> wrote:\n\n${QUOTE}`),
  under('Gmail without a verb',
    `2026-03-02 10:15 GMT+01:00 Acme <billing@seller.example>:\n${QUOTE}`),
  under('Apple Mail', `On 2 Mar 2026, at 10:15, Acme <billing@seller.example> wrote:\n\n${QUOTE}`),
  under('Thunderbird', `On 02/03/2026 10:15, Acme wrote:\n${QUOTE}`),
  under('Outlook', OUTLOOK),
  under('Outlook, bold names', OUTLOOK.replace(/^(From|Sent|To|Subject):/gm, '*$1:*')),
  under('Outlook.com with its rule', `________________________________\n${OUTLOOK}`),
  under('Outlook, original message', `-----Original Message-----\n${OUTLOOK}`),
  under('Outlook in German', '-----Ursprüngliche Nachricht-----\nVon: Acme <b@seller.example>\n'
    + 'Gesendet: Montag, 2. März 2026 10:15\nAn: Ann\nBetreff: Mahnung\n\nSehr geehrte'),
  under('Outlook in French', 'De : Acme <b@seller.example>\nEnvoyé : lundi 2 mars 2026 10:15\n'
    + 'À : Ann\nObjet : Rappel\n\nBonjour'),
  under('Outlook in Spanish', 'De: Acme <b@seller.example>\nEnviado el: lunes, 2 de marzo de 2026\n'
    + 'Para: Ann\nAsunto: Recordatorio\n\nHola'),
  under('Outlook in Italian', 'Da: Acme <b@s.example>\nInviato: lunedì 2 marzo 2026\nA: Ann\n'
    + 'Oggetto: Sollecito\n\nGentile'),
  under('Outlook in Dutch', 'Van: Acme <b@s.example>\nVerzonden: maandag 2 maart 2026\n'
    + 'Aan: Ann\nOnderwerp: Herinnering\n\nBeste'),
  under('Outlook in Chinese', '发件人: Acme\n发送时间: 2026年3月2日\n收件人: Ann\n主题: 提醒\n\n您好'),
  under('German', `Am 02.03.2026 um 10:15 schrieb Acme <billing@seller.example>:\n${QUOTE}`),
  under('German, Gmail',
    `Am Mo., 2. März 2026 um 10:15 Uhr schrieb Acme <b@s.example>:\n\n${QUOTE}`),
  under('French', `Le lun. 2 mars 2026 à 10:15, Acme <b@s.example> a écrit :\n\n${QUOTE}`),
  under('Spanish',
    `El lun, 2 mar 2026 a las 10:15, Acme (<b@s.example>) escribió:\n\n${QUOTE}`),
  under('Portuguese',
    `Em seg., 2 de mar. de 2026 às 10:15, Acme <b@s.example> escreveu:\n${QUOTE}`),
  under('Italian',
    `Il giorno lun 2 mar 2026 alle ore 10:15 Acme <b@s.example> ha scritto:\n${QUOTE}`),
  under('Dutch', `Op ma 2 mrt 2026 om 10:15 schreef Acme <b@s.example>:\n${QUOTE}`),
  under('Swedish', `Den mån 2 mars 2026 kl 10:15 skrev Acme <b@s.example>:\n${QUOTE}`),
  under('Danish', `Den 2. mar. 2026 kl. 10.15 skrev Acme <b@s.example>:\n${QUOTE}`),
  under('Finnish', `ma 2. maalisk. 2026 klo 10.15 Acme (b@s.example) kirjoitti:\n${QUOTE}`),
  under('Polish', `pon., 2 mar 2026 o 10:15 Acme <b@s.example> napisał(a):\n${QUOTE}`),
  under('Czech', `po 2. 3. 2026 v 10:15 odesílatel Acme <b@s.example> napsal:\n${QUOTE}`),
  under('Hungarian', `Acme <b@s.example> ezt írta (időpont: 2026. márc. 2., H, 10:15):\n${QUOTE}`),
  under('Russian', `пн, 2 мар. 2026 г. в 10:15, Acme <b@s.example>:\n${QUOTE}`),
  under('Russian, with a verb', `2 марта 2026 г., 10:15, Acme <b@s.example> написал:\n${QUOTE}`),
  under('Turkish',
    `Acme <b@s.example>, 2 Mar 2026 Pzt, 10:15 tarihinde şunu yazdı:\n${QUOTE}`),
  under('Greek',
    `Στις Δευ 2 Μαρ 2026 στις 10:15 π.μ., ο Acme <b@s.example> έγραψε:\n${QUOTE}`),
  under('Japanese', `2026年3月2日(月) 10:15 Acme <b@s.example>:\n${QUOTE}`),
  under('Chinese', `Acme <b@s.example> 于2026年3月2日周一 10:15写道：\n${QUOTE}`),
  under('Korean', `2026년 3월 2일 (월) 오전 10:15, Acme <b@s.example>님이 작성:\n${QUOTE}`),
  under('Zoho',
    `---- On Mon, 02 Mar 2026 10:15:00 +0100 Acme <b@s.example> wrote ----\n\nDear Ann`),
  under('our own line', `##- Please type your reply above this line -##\n\nDear Ann`),
  under('our own line, quoted', `${WROTE}\n> --- Reply above this line ---\n${QUOTE}`),
  under('our own line in German', '--- Bitte oberhalb dieser Zeile antworten ---\nSehr geehrte'),
  under('a quote with nothing above it', QUOTE),
  under('an iPhone', `Sent from my iPhone\n\n> On 2 Mar 2026, at 10:15, Acme wrote:\n${QUOTE}`),
  under('a German iPhone',
    `Von meinem iPhone gesendet\n\n> Am 02.03.2026 schrieb Acme:\n${QUOTE}`),
  under('a signature', '-- \nAnn Smith\nCustomer Ltd'),
  under('Outlook for iOS',
    `Get Outlook for iOS<https://aka.ms/x>\n________________________________\n`
    + OUTLOOK),
  under('a formal closing with the ways to reach her', 'Mit freundlichen Grüßen\nAnn Smith\n'
    + `Kundin GmbH\nTel. +49 30 1234567\nann@customer.example\n\n${OUTLOOK}`),
]

const ELSEWHERE: readonly Case[] = [
  { name: 'below the quote', text: `${WROTE}\n${QUOTE}\n\n${PAID}\n`, reply: PAID },
  { name: 'below the quote, no blank line', text: `${WROTE}\n${QUOTE}\n${PAID}`, reply: PAID },
  {
    name: 'between the quotes',
    text: `Hello,\n\n${WROTE}\n> Did it arrive?\n\nYes.\n\n> When do you pay?\n\nOn Friday.\n`,
    reply: 'Hello,\n\nYes.\n\nOn Friday.',
  },
  {
    name: 'between quotes picked by hand',
    text: 'See here:\n\n> invoice 1001\n\nThat one is wrong.',
    reply: 'See here:\n\nThat one is wrong.',
  },
  {
    name: 'above a quote whose line was broken on the way',
    text: `${PAID}\n\n${WROTE}\n`
      + '> This is a very long line of the reminder that somebody has prog\nram\n'
      + '> broke in two.', reply: PAID,
  },
  {
    name: 'above a quote and the footer of a list',
    text: `${PAID}\n\n${WROTE}\n${QUOTE}\n\n_______\nlist\nlist@x.example`, reply: PAID,
  },
  {
    name: 'whole, when nothing is quoted',
    text: `Dear Sir,\n\n${PAID}`, reply: `Dear Sir,\n\n${PAID}`,
  },
  { name: 'whole, when all is quoted', text: QUOTE, reply: QUOTE },
  { name: 'whole, when it is a forward', text: OUTLOOK, reply: OUTLOOK },
  { name: 'one word', text: `ok\n\n${WROTE}\n${QUOTE}`, reply: 'ok' },
  {
    name: 'with a paragraph that ends in a colon',
    text: 'On our side two things are open, as I wrote:\nthe price and the date.\n\n'
      + `${WROTE}\n${QUOTE}`,
    reply: 'On our side two things are open, as I wrote:\nthe price and the date.',
  },
  {
    name: 'right above the attribution',
    text: `${PAID}\nOn Mon, Mar 2, 2026 at 10:15 AM Acme <\nb@seller.example> wrote:\n${QUOTE}`,
    reply: PAID,
  },
]

describe('the reply is what the person wrote', () => {
  test.each(ON_TOP)('above: $name', ({ text, reply }) => {
    expect(replyText({ text }).reply).toBe(reply)
  })
  test.each(ELSEWHERE)('$name', ({ text, reply }) => {
    expect(replyText({ text }).reply).toBe(reply)
  })

  test('what was cut stays, to be unfolded', () => {
    expect(replyText({ text: `${PAID}\n\n${WROTE}\n${QUOTE}` }).quoted).toBe(`${WROTE}\n${QUOTE}`)
  })
  test('the HTML tells the seam that the plain part does not show', () => {
    const htmlText = `${PAID}\n\n${QUOTE_MARK}\nDear Ann`
    const split = replyText({ text: `${PAID}\n\nDear Ann`, htmlText })
    expect(split).toMatchObject({ reply: PAID, quoted: 'Dear Ann' })
  })
  test('the mark itself is never shown', () => {
    expect(replyText({ text: `${QUOTE_MARK}\nforwarded` }).reply).toBe('forwarded')
  })
})

const HOSTILE: readonly (readonly [string, string])[] = [
  ['"On " 20,000 times', 'On '.repeat(20_000)],
  ['20,000 blanks in a line', `a${' '.repeat(20_000)}b`],
  ['20,000 > in a line', '>'.repeat(20_000)],
  ['20,000 lines of >', '>\n'.repeat(20_000)],
  ['20,000 attributions', `${WROTE}\n`.repeat(20_000)],
  ['20,000 header names', 'From: a@b.example\n'.repeat(20_000)],
  ['one line of 5 MB', 'On Mon wrote '.repeat(400_000)],
  ['200,000 dashes', '-'.repeat(200_000)],
  ['5,000 rules', `${'_'.repeat(90)}\n`.repeat(5_000)],
]

describe('no text can stop us', () => {
  test.each(HOSTILE)('%s', (_name, text) => {
    const begun = performance.now()
    expect(replyText({ text }).reply).not.toBe('')
    expect(performance.now() - begun).toBeLessThan(10_000)
  })

  const piece = fc.oneof(
    fc.string({ maxLength: 40 }), fc.constantFrom(
      WROTE, QUOTE, OUTLOOK, '-- ', '', '> ', QUOTE_MARK, 'From: x', 'a\u00a0b', 'Sent from my x',
      '-----Original Message-----', '##- reply above this line -##', '\uD800', 'x'.repeat(1_200),
    ),
  )
  test('it never throws, and text never becomes nothing', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('\n')
      const { reply } = replyText({ text, htmlText: text })
      expect(reply === '').toBe(text.replaceAll(QUOTE_MARK, '').trim() === '')
    }), { numRuns: 500 })
  })
})
