// The same answer over every way on which mail is passed on to us, and who passed it on.
import { answer, message, ORIGINAL, type MailSample } from './mail-samples.ts'

const ANN = 'From: Ann <ann@customer.example>'
const SAM = 'From: Sam <sam@seller.example>'

const via = (name: string, raw: string, forwardedVia: string | null): MailSample =>
  ({ name, kind: 'human', raw, says: { forwarded: forwardedVia !== null, forwardedVia } })

/** What programs write above a message that a person forwards. */
const BY_HAND: readonly (readonly [string, string, string])[] = [
  ['Gmail', 'Fwd: Reminder', '---------- Forwarded message ---------\nFrom: Ann '
    + '<ann@customer.example>\n'
    + 'Date: Mon, Mar 2, 2026 at 10:00 AM\nSubject: Re: Reminder\nTo: Sam <sam@seller.example>'],
  ['Apple Mail', 'Fwd: Reminder', 'Begin forwarded message:\n\nFrom: Ann <ann@customer.example>\n'
    + 'Subject: Re: Reminder\nDate: 2 March 2026 at 10:00:00 CET\nTo: Sam <sam@seller.example>'],
  ['Outlook', 'FW: Reminder', 'From: Ann <ann@customer.example>\nSent: Monday, March 2, 2026 '
    + '10:00\n'
    + 'To: Sam <sam@seller.example>\nSubject: RE: Reminder'],
  ['Outlook in German', 'WG: Erinnerung', 'Von: Ann <ann@customer.example>\n'
    + 'Gesendet: Montag, 2. März 2026 10:00\nAn: Sam <sam@seller.example>\nBetreff: AW: '
    + 'Erinnerung'],
  ['Outlook in French', 'TR: Rappel', 'De : Ann <ann@customer.example>\n'
    + 'Envoyé : lundi 2 mars 2026 10:00\nÀ : Sam <sam@seller.example>\nObjet : RE: Rappel'],
  ['Outlook in Spanish', 'RV: Recordatorio', 'De: Ann <ann@customer.example>\n'
    + 'Enviado el: lunes, 2 de marzo de 2026 10:00\nPara: Sam <sam@seller.example>\n'
    + 'Asunto: RE: Recordatorio'],
  ['Thunderbird', 'Fwd: Reminder', '-------- Forwarded Message --------\nSubject: \tRe: Reminder\n'
    + 'Date: \tMon, 2 Mar 2026 10:00:00 +0100\nFrom: \tAnn <ann@customer.example>\n'
    + 'To: \tSam <sam@seller.example>'],
]

export const FORWARDED_SAMPLES: readonly MailSample[] = [
  via('straight from the customer', answer([ANN], 'Paid.'), null),
  via('Gmail, by a filter', answer([
    'Delivered-To: in@duebox.example', 'X-Forwarded-To: in@duebox.example',
    'X-Forwarded-For: billing@seller.example in@duebox.example',
    'Return-Path: <billing+caf_=in=duebox.example@seller.example>', ANN,
  ], 'Paid.'), 'gmail: billing@seller.example'),
  via('Gmail, known by the envelope alone', answer([
    'Return-Path: <billing+caf_=in=duebox.example@seller.example>', ANN,
  ], 'Paid.'), 'gmail: billing@seller.example'),
  via('Microsoft 365, mailbox forwarding', answer([
    'X-MS-Exchange-ForwardingLoop: billing@seller.example;6f1c0a52-1b1b-4d7c-9a5c-000000000000',
    'Return-Path: <bounces+SRS=aB1cd=XY@seller.onmicrosoft.example>', ANN,
  ], 'Paid.'), 'm365_forwarding: billing@seller.example'),
  via('Outlook, a rule that redirects', answer([
    'Resent-From: <billing@seller.example>',
    'X-MS-Exchange-Inbox-Rules-Loop: billing@seller.example', ANN,
  ], 'Paid.'), 'redirect_rule: billing@seller.example'),
  via('Outlook, a redirected message without Resent-From', answer([
    'X-MS-Exchange-Inbox-Rules-Loop: billing@seller.example', ANN,
  ], 'Paid.'), 'redirect_rule: billing@seller.example'),
  via('resent by hand', answer(['Resent-From: Sam <sam@seller.example>',
    'Resent-To: in@duebox.example', ANN], 'Paid.'), 'resent: sam@seller.example'),
  via('a server that rewrites senders', answer([
    'Return-Path: <SRS0=Ab1c=XY=customer.example=ann@mx.seller.example>', ANN,
  ], 'Paid.'), 'server_forwarding: mx.seller.example'),
  via('Yahoo', answer([
    'X-Yahoo-Forwarded: from billing@seller.example to in@duebox.example', ANN,
  ], 'Paid.'), 'yahoo: billing@seller.example'),
  via('a gateway that added its banner', answer([
    'Resent-From: <billing@seller.example>', 'X-Gateway-Scanned: yes', ANN,
  ], '[EXTERNAL] Be careful.\n\nPaid.'), 'resent: billing@seller.example'),
  via('a Sieve script', answer(['Auto-Submitted: auto-forwarded', ANN], 'Paid.'), 'auto_forwarded'),
  via('a Google Group', answer([
    'Mailing-list: list accounts@seller.example; contact accounts+owners@seller.example',
    'List-Id: <accounts.seller.example>', 'X-Google-Group-Id: 12345', 'Precedence: list',
    'List-Post: <https://groups.google.com/a/seller.example/group/accounts/post>', ANN,
  ], 'Paid.'), 'google_group: accounts@seller.example'),
  via('a Google Group that rewrites the sender', answer([
    'From: "\'Ann\' via Accounts" <accounts@seller.example>', 'List-Id: <accounts.seller.example>',
    'X-Original-From: Ann <ann@customer.example>', 'Reply-To: Ann <ann@customer.example>',
    'Precedence: list',
  ], 'Paid.'), 'google_group: accounts.seller.example'),
  ...BY_HAND.map(([program, subject, block]) => via(`by hand: ${program}`, message([
    SAM, `Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ], `Please take care.\n\n${block}\n\nWe paid on Monday.`), 'manual: sam@seller.example')),
  via('by hand, as a file', message([
    SAM, 'Subject: Fwd: Reminder', 'Content-Type: multipart/mixed; boundary=b',
  ], `--b\nContent-Type: text/plain\n\nSee the file.\n\n--b\nContent-Type: `
    + `message/rfc822\n\n${ORIGINAL}`
    + '\n--b--\n'), 'manual: sam@seller.example'),
  via('an answer under Outlook’s block is no forward', answer([ANN],
    'Paid.\n\nFrom: Acme <b@s.example>\nSent: Monday\nTo: Ann\nSubject: Reminder\n\nPlease '
      + 'pay.'), null),
  via('an answer to a forward is no forward', answer([
    ANN, 'Subject: Re: Fwd: Reminder'], 'Paid.'), null),
  {
    name: 'a bounce that a filter passed on', kind: 'bounce',
    raw: message([
      'X-Forwarded-To: in@duebox.example', 'X-Forwarded-For: billing@seller.example '
        + 'in@duebox.example',
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'Subject: Delivery Status Notification (Failure)',
        'X-Failed-Recipients: ann@customer.example',
    ], '** Address not found **\n\n550 5.1.1 no such user'),
    says: { forwardedVia: 'gmail: billing@seller.example',
      bounceRecipients: ['ann@customer.example'] },
  },
]
