// People: answers over every forwarding path, and mail that looks like a machine's but is not.
import { answer, message, ORIGINAL, type MailSample } from './mail-samples.ts'

const ANN = 'From: Ann <ann@customer.example>'
const human = (name: string, raw: string): MailSample => ({ name, raw, kind: 'human' })

export const HUMAN_SAMPLES: readonly MailSample[] = [
  human('a plain answer', answer([ANN], 'We pay on Friday.')),
  human('a new message', message([ANN, 'Subject: Invoice 1001'], 'Which account do we pay to?')),
  human('an answer through a Google Group', answer([
    ANN, 'Precedence: list', 'List-Id: <accounts.seller.example>',
    'Mailing-list: list accounts@seller.example; contact accounts+owners@seller.example',
    'List-Unsubscribe: <mailto:googlegroups-manage+1+unsubscribe@googlegroups.com>',
    'X-Google-Group-Id: 123', 'List-Post: <mailto:accounts@seller.example>',
  ], 'We pay on Friday.')),
  human('an answer rewritten by a Google Group', answer([
    'From: "Ann via Accounts" <accounts@seller.example>', 'X-Original-From: Ann <ann@c.example>',
    'Reply-To: Ann <ann@customer.example>', 'Precedence: list', 'List-Id: <a.seller.example>',
  ], 'We pay on Friday.')),
  human('a first message through a Google Group', message([
    ANN, 'Subject: Question on 1001', 'Message-ID: <CAF1@mail.gmail.com>', 'Precedence: list',
    'List-Id: <accounts.seller.example>', 'X-Google-Group-Id: 123',
    'List-Unsubscribe: <mailto:x@googlegroups.com>',
  ], 'Which account?')),
  human('an answer with Precedence: bulk', answer([ANN, 'Precedence: bulk'], 'Paid yesterday.')),
  human('redirected by an Outlook rule', answer([
    ANN, 'Resent-From: <billing@seller.example>',
    'X-MS-Exchange-Inbox-Rules-Loop: billing@seller.example', 'ARC-Seal: i=1; a=rsa-sha256',
    'X-MS-Exchange-Transport-CrossTenantHeadersStamped: AM0PR01',
  ], 'Paid yesterday.')),
  human('forwarded by a Gmail filter', answer([
    ANN, 'X-Forwarded-To: in@duebox.example',
    'X-Forwarded-For: billing@seller.example in@duebox.example',
    'Delivered-To: in@duebox.example', 'Delivered-To: billing@seller.example',
    'Return-Path: <billing+caf_=in=duebox.example@seller.example>',
  ], 'Paid yesterday.')),
  human('forwarded by Microsoft 365', answer([
    ANN, 'X-MS-Exchange-ForwardingLoop: billing@seller.example;guid',
    'Return-Path: <bounces+SRS=abc@seller.onmicrosoft.com>',
  ], 'Paid yesterday.')),
  human('forwarded by hand in Outlook', message([
    'From: Sam <sam@seller.example>', 'Subject: FW: Reminder: invoice 1001',
  ], 'See below\n\nFrom: Ann\nSent: Monday\nTo: Sam\nSubject: RE: Reminder\n\nWe paid.')),
  human('Auto-Submitted: no', answer([ANN, 'Auto-Submitted: no'], 'Paid.')),
  human('Auto-Submitted: auto-forwarded', answer([ANN, 'Auto-Submitted: auto-forwarded'], 'Paid.')),
  human('X-Autoreply: no', answer([ANN, 'X-Autoreply: no'], 'Paid.')),
  human('says to be on holiday, in person', answer([ANN],
    'I am on vacation until Monday and will pay then.')),
  human('answers an automatic reply', message([
    ANN, 'Subject: Re: Automatic reply: Reminder', 'In-Reply-To: <x@y>',
  ], 'Thanks, noted.')),
  human('announces an absence', message([ANN, 'Subject: Out of the office Friday'],
    'I will be out of the office this Friday, so let us talk on Monday.')),
  human('complains of goods that never came', message([ANN, 'Subject: Delivery failed - order 77'],
    'The parcel was not delivered, so we will not pay the invoice.')),
  human('complains in German', message([ANN, 'Subject: Ware nicht zugestellt'],
    'Die Ware wurde nicht zugestellt. Bitte stornieren Sie die Rechnung.')),
  human('answers a bounce it has seen', message([
    ANN, 'Subject: Re: Undelivered Mail Returned to Sender', 'In-Reply-To: <x@y>',
  ], 'Your message could not be delivered because our server was down. Try again.')),
  human('forwards a bounce to us', message([
    ANN, 'Subject: Fwd: Undelivered Mail Returned to Sender',
  ], `We got this:\n\nThis is the mail system at host x.\n\nFinal-Recipient: rfc822; a@b.example\n`
    + `Action: failed\nStatus: 5.1.1\n\n${ORIGINAL}`)),
  human('quotes our automatic reminder below the answer', answer([ANN],
    'Paid.\n\nOn Mon, Mar 2, 2026 at 10:00 AM Acme <billing@seller.example> wrote:\n\n'
    + '> This is an automated message. Please do not reply.\n> Pay invoice 1001.')),
  human('quotes our automatic reminder above the answer', answer([ANN],
    'On Mon, Mar 2, 2026 at 10:00 AM Acme <billing@seller.example> wrote:\n\n'
    + '> This is an automated message.\n> Pay invoice 1001.\n\nPaid.')),
  human('a postmaster who writes himself', answer([
    'From: Postmaster <postmaster@customer.example>',
  ], 'I am the only person here. The invoice is paid.')),
  human('a no-reply address that answers our message', answer([
    'From: Ticket 5 <noreply@customer.example>',
  ], 'Bob wrote: we will pay on Friday.')),
  human('an answer in Japanese', answer([ANN], '金曜日に支払います。')),
  human('says thank you for the message', answer([ANN],
    'Thank you for your message. The invoice will be paid within 10 business days.')),
  human('speaks of automatic replies', answer([ANN],
    'Your auto-reply says that you are out of the office, so I write again: it is paid.')),
  human('answers under a subject of her own', message([
    ANN, 'Subject: Your e-mail of 3 March', 'In-Reply-To: <r1@out.duebox.example>',
  ], 'Thank you for your e-mail. We paid on Monday.')),
  human('on an old list with Precedence: bulk', answer([
    ANN, 'Precedence: bulk', 'Sender: talk-admin@list.example', 'X-BeenThere: talk@list.example',
  ], 'He is on vacation and has an autoresponder.')),
  human('a first post to a list from Thunderbird', message([
    ANN, 'Subject: A question', 'User-Agent: Mozilla Thunderbird', 'List-Id: <talk.list.example>',
    'Precedence: bulk',
  ], 'Does anybody know?')),
  human('nothing but an attachment', answer([
    ANN, 'Content-Type: multipart/mixed; boundary=b',
  ], '--b\r\nContent-Type: application/pdf; name="p.pdf"\r\nContent-Disposition: attachment\r\n'
    + 'Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--')),
]
