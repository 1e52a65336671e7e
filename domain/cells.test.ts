import { expect, test } from 'vitest'
import {
  dateOrderIn, readCurrency, readDate, readText, readYesNo, type DateOrder,
} from './cells.ts'
import { decimalSignIn, readAmount, type DecimalSign } from './amount-cell.ts'

const NBSP = '\u00A0'
const THIN = '\u2009'
const NARROW = '\u202F'

test.each<[string, string, DecimalSign, number | string]>([
  ['1234.56', 'EUR', 'unknown', 123456],
  ['1.234,56', 'EUR', 'unknown', 123456],
  ['1,234.56', 'EUR', 'unknown', 123456],
  [`1${NBSP}234,56`, 'EUR', 'unknown', 123456],
  [`1${THIN}234,56`, 'EUR', 'unknown', 123456],
  [`1${NARROW}234,56${NBSP}€`, 'EUR', 'unknown', 123456],
  ['1’234.56', 'CHF', 'unknown', 123456],
  ["1'234'567.05", 'CHF', 'unknown', 123456705],
  ['12,34,567.00', 'INR', 'unknown', 123456700],
  ['1.234.567', 'EUR', 'unknown', 123456700],
  ['(12.00)', 'EUR', 'unknown', -1200],
  ['12-', 'EUR', 'unknown', -1200],
  ['-12', 'EUR', 'unknown', -1200],
  ['−12,5', 'EUR', 'unknown', -1250],
  ["'-12", 'EUR', 'unknown', -1200],
  ['€12', 'EUR', 'unknown', 1200],
  ['-€12.50', 'EUR', 'unknown', -1250],
  ['EUR 12', 'EUR', 'unknown', 1200],
  ['12 EUR', 'EUR', 'unknown', 1200],
  ['$12', 'USD', 'unknown', 1200],
  ['US$12', 'USD', 'unknown', 1200],
  ['0', 'EUR', 'unknown', 0],
  ['0,5', 'EUR', 'unknown', 50],
  ['.5', 'EUR', 'unknown', 50],
  ['1.234', 'EUR', 'unknown', 123400],
  ['1,234', 'EUR', 'unknown', 123400],
  ['1,234', 'EUR', '.', 123400],
  ['1.234', 'EUR', ',', 123400],
  ['1.234', 'EUR', '.', 'wrong_decimals'],
  ['0.125', 'EUR', 'unknown', 'wrong_decimals'],
  ['12.345', 'KWD', '.', 12345],
  ['12.345', 'KWD', 'unknown', 'ambiguous_amount'],
  ['0.345', 'KWD', 'unknown', 345],
  ['1200', 'JPY', 'unknown', 1200],
  ['1,200', 'JPY', 'unknown', 1200],
  ['1200.50', 'JPY', 'unknown', 'wrong_decimals'],
  ['1200.00', 'JPY', 'unknown', 1200],
  ['90071992547409.91', 'EUR', 'unknown', 9007199254740991],
  ['90071992547409.92', 'EUR', 'unknown', 'too_large'],
  ['99999999999999999999999', 'EUR', 'unknown', 'too_large'],
  ['1.2E+3', 'EUR', 'unknown', 'not_an_amount'],
  ['€12', 'USD', 'unknown', 'wrong_currency'],
  ['12 USD', 'EUR', 'unknown', 'wrong_currency'],
  ['$12', 'EUR', 'unknown', 'wrong_currency'],
  ['', 'EUR', 'unknown', 'not_an_amount'],
  ['1.200,5O', 'EUR', 'unknown', 'not_an_amount'],
  ['1,2,3', 'EUR', 'unknown', 'not_an_amount'],
  ['1.2.3,4', 'EUR', 'unknown', 'not_an_amount'],
  ['--5', 'EUR', 'unknown', 'not_an_amount'],
  ['(-5)', 'EUR', 'unknown', 'not_an_amount'],
  ['12%', 'EUR', 'unknown', 'not_an_amount'],
  ['12 kr', 'SEK', 'unknown', 1200],
  ['=1+1', 'EUR', 'unknown', 'not_an_amount'],
  ['١٢', 'EUR', 'unknown', 'not_an_amount'],
  ['NaN', 'EUR', 'unknown', 'not_an_amount'],
])('the amount "%s" in %s with decimal sign %s reads as %s', (cell, currency, sign, expected) => {
  const read = readAmount(cell, currency, sign)
  expect(read.ok ? read.value : read.code).toBe(expected)
})

test.each([
  ['1.234,5', ','], ['1,234.5', '.'], ['12.5', '.'], ['12,50', ','], ['1.234', null],
  ['1,234', null], ['1234', null], ['1234.567', '.'], ['0.125', '.'], ['1.234.567', ','],
  ['1,234,567', '.'], ['', null], ['x', null],
])('the amount "%s" tells %s of the decimal sign of its file', (cell, expected) => {
  expect(decimalSignIn(cell)).toBe(expected)
})

test.each<[string, DateOrder, string]>([
  ['2026-03-10', 'unknown', '2026-03-10'],
  ['2026/3/1', 'unknown', '2026-03-01'],
  ['20260310', 'unknown', '2026-03-10'],
  ['2026-03-10T00:00:00Z', 'unknown', '2026-03-10'],
  ['2026-03-10 14:30:00', 'unknown', '2026-03-10'],
  ['2026-03-10T23:30:00Z', 'unknown', 'not_a_date'],
  ['10.03.2026', 'unknown', '2026-03-10'],
  ['10.03.2026', 'mdy', '2026-03-10'],
  ['10/03/2026', 'dmy', '2026-03-10'],
  ['10/03/2026', 'mdy', '2026-10-03'],
  ['10-03-2026', 'dmy', '2026-03-10'],
  ['10/03/2026', 'unknown', 'ambiguous_date'],
  ['10/03/2026', 'ymd', 'not_a_date'],
  ['03/03/2026', 'unknown', '2026-03-03'],
  ['13/03/2026', 'unknown', '2026-03-13'],
  ['03/13/2026', 'unknown', '2026-03-13'],
  ['03/13/2026', 'dmy', 'not_a_date'],
  ['10 Mar 2026', 'unknown', '2026-03-10'],
  ['10-Mar-2026', 'unknown', '2026-03-10'],
  ['March 10, 2026', 'unknown', '2026-03-10'],
  ['10 Foo 2026', 'unknown', 'not_a_date'],
  ['10/03/26', 'dmy', 'two_digit_year'],
  ['31.04.2026', 'unknown', 'not_a_date'],
  ['29.02.2026', 'unknown', 'not_a_date'],
  ['29.02.2028', 'unknown', '2028-02-29'],
  ['46091', 'unknown', 'date_is_a_number'],
  ['10.03.0206', 'unknown', 'not_a_date'],
  ['', 'unknown', 'not_a_date'],
  ['tomorrow', 'unknown', 'not_a_date'],
])('the date "%s" in order %s reads as %s', (cell, order, expected) => {
  const read = readDate(cell, order)
  expect(read.ok ? read.value : read.code).toBe(expected)
})

test.each([
  ['13/01/2026', 'dmy'], ['01/13/2026', 'mdy'], ['01/02/2026', 'either'], ['02/02/2026', null],
  ['13.01.2026', null], ['2026-01-13', null], ['13/13/2026', null], ['', null],
])('the date "%s" tells %s of the order of its file', (cell, expected) => {
  expect(dateOrderIn(cell)).toBe(expected)
})

test.each([
  [` ACME${NBSP}\u200BGmbH\uFEFF `, 'ACME GmbH'], ['=1+1', '=1+1'], ["'=1+1", '=1+1'],
  ['two\nlines', 'two lines'], ['e\u0301', 'é'], ["'t Hooft", "'t Hooft"],
])('the text %j reads as %j', (cell, expected) => {
  expect(readText(cell, 100)).toEqual({ ok: true, value: expected })
})

test.each([['a\u0000b'], ['M\uFFFDller'], ['\uD800']])('the text %j is refused', (cell) => {
  expect(readText(cell, 100)).toMatchObject({ ok: false, code: 'unreadable_character' })
})

test('yes, no and currencies are read in the usual ways of writing', () => {
  expect([readYesNo('Ja'), readYesNo(''), readYesNo('x')].map((read) => read.ok && read.value))
    .toEqual([true, false, true])
  expect(readYesNo('perhaps').ok).toBe(false)
  expect(readCurrency(' eur ')).toEqual({ ok: true, value: 'EUR' })
  expect(readCurrency('XXX')).toMatchObject({ ok: false, code: 'unknown_currency' })
})
