// HTML of strangers: nothing runs, nothing loads, the text stays.
import { describe, expect, test } from 'vitest'
import { assertSanitizerWorks, sanitizeMail } from './sanitize-mail.ts'

const GONE: readonly (readonly [string, string, RegExp])[] = [
  ['a script', '<script>alert(1)</script>x', /script|alert/],
  ['an event', '<img src=x onerror=alert(1)>', /onerror|alert/],
  ['javascript:', '<a href="javascript:alert(1)">x</a>', /javascript|href/],
  ['javascript: behind U+2028', '<a href="\u2028javascript:alert(1)">x</a>', /javascript|href/],
  ['javascript: with a tab inside', '<a href="java\tscript:alert(1)">x</a>', /script|href/],
  ['javascript: as an entity', '<a href="&#106;avascript:alert(1)">x</a>', /javascript|href/],
  ['data: in a link', '<a href="data:text/html,<script>1</script>">x</a>', /data:|href/],
  ['data: in a picture', '<img src="data:image/svg+xml,<svg onload=1>">x', /data:|svg/],
  ['a form', '<form action="https://evil.example"><input name=p><button>x</button></form>',
    /form|input|button|evil/],
  ['a frame', '<iframe src="https://evil.example"></iframe>x', /iframe|evil/],
  ['svg', '<svg><animate onbegin=alert(1) /></svg>x', /svg|animate|alert/],
  ['a style sheet', '<style>body{background:url(//evil.example)}</style>x', /style|evil/],
  ['url() in a style', '<p style="background:url(https://evil.example/p)">x</p>', /url|evil/],
  ['url() hidden by an escape', '<p style="background:\\75rl(https://evil.example)">x</p>', /evil/],
  ['position, to lie over our page', '<p style="position:fixed;top:0">x</p>', /position|fixed/],
  ['a base', '<base href="https://evil.example/">x', /base|evil/],
  ['a refresh', '<meta http-equiv=refresh content="0;url=//evil.example">x', /meta|evil/],
  ['an object', '<object data="//evil.example"></object><embed src=x>x', /object|embed|evil/],
  ['a protocol-relative link', '<a href="//evil.example">x</a>', /href|evil/],
  ['a forged marker of ours', '<img data-remote-src="javascript:1" data-cid="x y">x',
    /javascript|cid/],
  ['a background picture', '<table background="https://t.example/p.png"><tr><td>x</table>',
    /t\.example/],
  ['srcset', '<img srcset="https://t.example/p.png 2x">x', /t\.example/],
  ['a conditional comment', '<!--[if mso]><script>alert(1)</script><![endif]-->x', /alert|script/],
  ['an unclosed attribute', '<img src="x` `<script>alert(1)</script>"` `>x', /<script/],
  ['mutation by math', '<math><mtext><table><mglyph><style><img src onerror=alert(1)>x', /onerror/],
]

describe('nothing dangerous is left', () => {
  test.each(GONE)('%s', (_name, html, trace) => {
    expect(sanitizeMail(html)).not.toMatch(trace)
  })
})

test('what people write stays', () => {
  const html = '<p style="color:#333;margin:0 auto">Dear <b>Ann</b></p><ul><li>1</li></ul>'
  expect(sanitizeMail(html)).toBe(
    '<p style="color:#333;margin:0 auto">Dear <b>Ann</b></p><ul><li>1</li></ul>')
})

test('a link opens elsewhere and tells nothing', () => {
  expect(sanitizeMail('<a href="https://a.example/x?y=1&amp;z=2" rel="opener">x</a>')).toBe(
    '<a rel="noopener noreferrer nofollow" href="https://a.example/x?y=1&amp;z=2" target="_blank">'
    + 'x</a>')
})

test('a picture keeps its address for the button that loads it', () => {
  expect(sanitizeMail('<img src="https://t.example/p.png" alt="Logo">'))
    .toBe('<img alt="Logo" data-remote-src="https://t.example/p.png" />')
  expect(sanitizeMail('<img src="cid:abc@x">')).toBe('<img data-cid="abc@x" />')
})

test('the start ends when the sanitiser does not work', () => {
  expect(() => { assertSanitizerWorks() }).not.toThrow()
})

test('hostile sizes end in time', () => {
  const begun = performance.now()
  sanitizeMail('<div>'.repeat(300_000))
  sanitizeMail(`<p style="${'color:red;'.repeat(100_000)}">x</p>`)
  sanitizeMail('<a href="'.repeat(200_000))
  expect(performance.now() - begun).toBeLessThan(20_000)
})
