import { describe, expect, test } from 'vitest'
import { shortenerProblem, shortenersIn } from './link-rules.ts'

describe('a public shortener is found', () => {
  test.each([
    ['with a scheme', 'Pay: https://bit.ly/3abc', ['bit.ly']],
    ['without a path, with a scheme', 'https://t.co', ['t.co']],
    ['bare', 'Pay at tinyurl.com/yx now', ['tinyurl.com']],
    ['bare at the very beginning', 'is.gd/a', ['is.gd']],
    ['in capitals', 'HTTPS://BIT.LY/3ABC', ['bit.ly']],
    ['below a subdomain', 'https://go.rebrand.ly/x', ['rebrand.ly']],
    ['bare below a subdomain', 'www.bit.ly/x', ['bit.ly']],
    ['with a port', 'bit.ly:443/x', ['bit.ly']],
    ['with a user before it', 'https://seller.example@bit.ly/x', ['bit.ly']],
    ['with a root dot', 'https://bit.ly./x', ['bit.ly']],
    ['in brackets', '(goo.gl/maps)', ['goo.gl']],
    ['with a full-width dot', 'bit．ly/abc', ['bit.ly']],
    ['with an ideographic dot', 'https://bit。ly/abc', ['bit.ly']],
    ['with a hidden character', 'bit\u200B.ly/abc', ['bit.ly']],
    ['two of them, each once', 't.co/a t.co/b ow.ly/c', ['t.co', 'ow.ly']],
    ['with a query instead of a path', 'https://bit.ly?x=1', ['bit.ly']],
  ])('%s', (_, text, found) => {
    expect(shortenersIn(text).toSorted()).toEqual(found.toSorted())
    expect(shortenerProblem(text)).not.toBeNull()
  })
})

describe('what is none stays free', () => {
  test.each([
    'https://pay.seller.example/p/1XXXXXXXXXXXX',
    'https://orbit.ly/x',
    'https://bit.ly.seller.example/x',
    'https://seller.example/bit.ly/x',
    'mail@bit.ly',
    'They shortened it with bit.ly, which we do not.',
    'The total.co/other.',
    'Write to us at contact@t.co',
    'at 3.is.gdp/capita',
    '',
  ])('%s', (text) => expect(shortenersIn(text)).toEqual([]))
})
