import { expect, test } from 'vitest'
import { fillPayLink, isPayLinkPerInvoice, payLinkProblem } from './pay-link.ts'

test.each([
  'https://pay.seller.example/{invoice}?amount={amount}&currency={currency}&ref={reference}',
  'https://pay.seller.example',
  'https://pay.seller.example:8443/x#{invoice}',
])('%s may be a pay link', (template) => expect(payLinkProblem(template)).toBeNull())

test.each([
  ['http://pay.seller.example/{invoice}', 'https://'],
  ['javascript:alert(1)', 'https://'],
  ['https://{invoice}.example/', 'host'],
  ['https://user@pay.example/', 'host'],
  ['https://pay.example/{customer}', '{customer}'],
  ['https://pay.example/{}', '{}'],
  ['https://pay.example/a b', 'spaces'],
  ['https://pay.example/"', 'quotes'],
  ['https://bit.ly/abc', 'shortener'],
  ['', 'https://'],
])('%s may not, and is told of %s', (template, word) =>
  expect(payLinkProblem(template)).toContain(word))

test('what is filled in cannot become more than its part of the address', () => {
  expect(fillPayLink('https://pay.example/{invoice}?a={amount}&r={reference}', {
    invoice: 'A/1?x=#', amount: '12.00', currency: 'EUR', reference: 'ä&b',
  })).toBe('https://pay.example/A%2F1%3Fx%3D%23?a=12.00&r=%C3%A4%26b')
})

test('a link with {invoice} is one of each invoice', () => {
  expect(isPayLinkPerInvoice('https://p.example/{invoice}')).toBe(true)
  expect(isPayLinkPerInvoice('https://p.example/{reference}')).toBe(false)
})
