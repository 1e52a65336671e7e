// The reply in HTML-only answers: the quote containers of the mail programs are seen as seams.
import { expect, test } from 'vitest'
import { replyText } from '#domain/mail/reply-text.ts'
import { readMail } from './read-mail.ts'

const WROTE = 'On Mon, Mar 2, 2026 at 10:15 AM Acme &lt;b@s.example&gt; wrote:<br>'

const CASES: readonly (readonly [string, string, string])[] = [
  ['Gmail', '<div dir="ltr">Paid.</div><br><div class="gmail_quote gmail_quote_container">'
    + `<div class="gmail_attr">${WROTE}</div><blockquote class="gmail_quote">old</blockquote></div>`,
  'Paid.'],
  ['Gmail, between the quotes', `<div>Hi,</div><div class="gmail_quote"><div>${WROTE}</div>`
    + '<blockquote class="gmail_quote">paid?</blockquote><div>yes</div>'
    + '<blockquote class="gmail_quote">when?</blockquote><div>Monday</div></div>',
  'Hi,\n\nyes\nMonday'],
  ['Outlook', '<div class=WordSection1><p>Paid.</p><div style="border-top:solid 1pt"><p><b>From:</b>'
    + ' Acme &lt;b@s.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Ann<br><b>Subject:</b> R</p>'
    + '</div><p>old</p></div>', 'Paid.'],
  ['Outlook on the web', '<div>Paid.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">'
    + '<b>Von:</b> Acme<br><b>Gesendet:</b> Montag</div><div>old</div>', 'Paid.'],
  ['Apple Mail', 'Paid.<br><blockquote type="cite"><div>On 2 Mar 2026, at 10:15, Acme wrote:</div>'
    + '<div>old</div></blockquote>', 'Paid.'],
  ['Thunderbird', '<p>Paid.</p><div class="moz-cite-prefix">On 02/03/2026 10:15, Acme wrote:</div>'
    + '<blockquote type="cite">old</blockquote>', 'Paid.'],
  ['Yahoo', `<div>Paid.</div><div class="yahoo_quoted"><div>${WROTE}</div><div>old</div></div>`,
    'Paid.'],
  ['our own container', '<div>Paid.</div><div id="duebox-quote">Dear Ann</div>', 'Paid.'],
  ['a forward and no word more', '<div class="gmail_quote">From: A<br>hello</div>', 'From: A\nhello'],
]

test.each(CASES)('%s', async (_name, html, reply) => {
  const raw = `From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n${html}`
  expect(replyText(await readMail(Buffer.from(raw))).reply).toBe(reply)
})
