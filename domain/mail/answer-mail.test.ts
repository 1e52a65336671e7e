import { expect, test } from 'vitest'
import { answerSubject, gapsIn, oneLine, quotedText, quoteOf } from './answer-mail.ts'
import { replyText } from './reply-text.ts'

test.each([
  ['Invoice', 'Re: Invoice'], ['RE: AW: Re[3]: Invoice', 'Re: Invoice'],
  ['回复：发票', 'Re: 发票'], ['Regarding: invoice', 'Re: Regarding: invoice'], ['Re:', ''],
  ['Hello\r\nBcc: thief@evil.example', 'Re: Hello Bcc: thief@evil.example'],
])('the answer to "%s" is called "%s"', (subject, answer) => {
  expect(answerSubject(subject)).toBe(answer)
})

test('no control character gets through to a header', () => {
  expect(oneLine('a\u0000b\r\n\tc\u2028d')).toBe('a b c d')
})

test.each(['en-GB', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'])(
  'what we quote in %s is cut again from an answer to it', (locale) => {
    const quote = quoteOf({
      direction: 'in', from: 'bea@buyer.example', fromName: 'Bea Buyer', to: [], cc: [],
      at: '2026-03-10T09:00:00.000Z', text: 'One\n\n> two',
    }, { zone: 'Europe/Paris', locale })
    const sent = `My answer.\n\n${quotedText(quote)}`
    expect(quotedText(quote)).toMatch(/> One\n>\n>> two$/)
    expect(replyText({ text: sent }).reply.trim()).toBe('My answer.')
  })

test('an unfilled variable is found, a lone brace is not', () => {
  expect(gapsIn('Dear {{ contact.name }}, {x} {{ contact.name }} {% if a %}'))
    .toEqual(['{{ contact.name }}', '{% if a %}'])
})
