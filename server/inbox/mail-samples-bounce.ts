// Bounces and other reports, as the common mail systems write them.
import { answer, message, ORIGINAL, report, type MailSample } from './mail-samples.ts'

const DAEMON = 'From: Mail Delivery System <MAILER-DAEMON@mx.customer.example>'
const DEAD = { bounceRecipients: ['ann@customer.example'], bounceHard: true }
const ID = { originalMessageId: 'r1@out.duebox.example' }

export const REPORT_SAMPLES: readonly MailSample[] = [
  {
    name: 'Postfix: unknown user', kind: 'bounce',
    expect: { ...DEAD, ...ID, bounceStatus: '5.1.1', bounceTemporary: false, isBounce: true },
    raw: report({
      head: [DAEMON, 'Subject: Undelivered Mail Returned to Sender', 'Return-Path: <>'],
      text: 'This is the mail system at host mx.customer.example.',
      status: 'Reporting-MTA: dns; mx.customer.example\n\n'
        + 'Final-Recipient: rfc822; ann@customer.example\nAction: failed\nStatus: 5.1.1\n'
        + 'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    }),
  },
  {
    name: 'Postfix: delayed, still trying', kind: 'bounce',
    expect: { bounceTemporary: true, bounceHard: false, bounceStatus: '4.4.1' },
    raw: report({
      head: [DAEMON, 'Subject: Delayed Mail (still being retried)'],
      text: 'THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
      status: 'Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ann@customer.example\n'
        + 'Action: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sun, 15 Mar 2026 09:00:00 +0100',
    }),
  },
  {
    name: 'the diagnostic knows more than 5.0.0', kind: 'bounce',
    expect: { bounceStatus: '5.1.10', bounceHard: true },
    raw: report({
      head: ['From: postmaster@customer.example', 'Subject: Undeliverable: Reminder'],
      text: 'Your message could not be delivered.',
      status: 'Reporting-MTA: dns; x\n\nOriginal-Recipient: rfc822;ann@customer.example\n'
        + 'Final-Recipient: rfc822;ann@customer.example\nAction: failed\nStatus: 5.0.0\n'
        + 'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; 192.0.2.5 said no',
    }),
  },
  {
    name: 'Microsoft 365 in German, sender without a known name', kind: 'bounce',
    expect: { bounceStatus: '5.4.1', bounceHard: true },
    raw: report({
      head: [
        'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>',
        'Subject: Unzustellbar: Reminder: invoice 1001',
      ],
      text: 'Fehler bei der Nachrichtenzustellung an folgende Empfänger',
      status: 'Reporting-MTA: dns;x.prod.outlook.com\n\n'
        + 'Final-recipient: RFC822;ann@customer.example\nAction: failed\n'
        + 'Status: 5.4.1\nDiagnostic-code: smtp;550 5.4.1 Recipient address '
        + 'rejected: Access denied. [DB5EUR03FT.eop-EUR03.prod.protection.outlook.com]',
    }),
  },
  {
    name: 'mailbox full is not a dead address', kind: 'bounce',
    expect: { bounceStatus: '5.2.2', bounceHard: false, bounceTemporary: false },
    raw: report({
      head: [DAEMON, 'Subject: Mail delivery failed'], text: 'Mailbox full',
      status: 'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ann@customer.example\n'
        + 'Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 mailbox does not exist?',
    }),
  },
  {
    name: 'a spam filter refusing is not a dead address', kind: 'bounce',
    expect: { bounceStatus: '5.7.1', bounceHard: false },
    raw: report({
      head: [DAEMON, 'Subject: Returned mail: see transcript for details'], text: 'Blocked',
      status: 'Reporting-MTA: dns; x\n\nFinal-Recipient: RFC822; <ann@customer.example>\n'
        + 'Action: failed\nStatus: 5.7.1\nDiagnostic-Code: SMTP; 550 5.7.1 Blocked as spam',
    }),
  },
  {
    name: 'delivered for all: a notice, not a bounce', kind: 'delivery_notice',
    raw: report({
      head: [DAEMON, 'Subject: Successful Mail Delivery Report'], text: 'Delivered.',
      status: 'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ann@customer.example\n'
        + 'Action: delivered\nStatus: 2.0.0',
    }),
  },
  {
    name: 'relayed by Exchange: a notice', kind: 'delivery_notice',
    raw: report({
      head: ['From: postmaster@customer.example', 'Subject: Relayed: Reminder'], text: 'Relayed.',
      status: 'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ann@customer.example\n'
        + 'Action: relayed\nStatus: 2.0.0',
    }),
  },
  {
    name: 'one delivered, one failed: a bounce of the one', kind: 'bounce',
    expect: { bounceRecipients: ['bob@customer.example'], bounceStatus: '5.1.1' },
    raw: report({
      head: [DAEMON, 'Subject: Mail status'], text: 'See below',
      status: 'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ann@customer.example\n'
        + 'Action: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; bob@customer.example\n'
        + 'Action: failed\nStatus: 5.1.1',
    }),
  },
  {
    name: 'report fields written into the text', kind: 'bounce',
    expect: { bounceStatus: '4.2.2', bounceTemporary: true },
    raw: message([
      'From: Mail Administrator <Postmaster@customer.example>',
      'Subject: Mail System Error - Returned Mail',
    ], 'This Message was undeliverable due to the following reason:\n\nOver quota.\n\n'
      + 'Reporting-MTA: dns; imta.customer.example\n\nFinal-Recipient: RFC822; '
      + '<ann@customer.example>\nAction: failed\nStatus: 4.2.2\n'),
  },
  {
    name: 'Exim names the recipients in a header', kind: 'bounce', expect: { ...DEAD, ...ID },
    raw: message([
      DAEMON, 'Subject: Mail delivery failed: returning message to sender',
      'X-Failed-Recipients: ann@customer.example', 'Auto-Submitted: auto-replied',
    ], 'This message was created automatically by mail delivery software.\n\n'
      + '  ann@customer.example\n    host mx [192.0.2.1] said: 550 5.1.1 No such user\n\n'
      + `------ This is a copy of the message, including all the headers. ------\n\n${ORIGINAL}`),
  },
  {
    name: 'qmail', kind: 'bounce', expect: { ...DEAD, ...ID, bounceStatus: '5.1.1' },
    raw: message(['From: MAILER-DAEMON@mx.customer.example', 'Subject: failure notice'],
      'Hi. This is the qmail-send program at mx.customer.example.\n'
      + "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
      + '<ann@customer.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n'
      + `--- Below this line is a copy of the message.\n\n${ORIGINAL}`),
  },
  {
    name: 'a bounce with an answer’s subject from a daemon', kind: 'bounce',
    raw: answer(['From: post_master@vtext.example'],
      'Error: undeliverable to 5551234567@vtext.example: unknown user'),
  },
  {
    name: 'an empty envelope and a subject in Spanish', kind: 'bounce',
    raw: message([
      'Return-Path: <>', 'From: Correo <sistema@customer.example>',
      'Subject: No se pudo entregar: Reminder',
    ], 'No se pudo entregar el mensaje a ann@customer.example: usuario desconocido'),
  },
  {
    name: 'a Chinese bounce', kind: 'bounce',
    raw: message(['From: postmaster@customer.example', 'Subject: =?utf-8?B?57O757uf6YCA5L+h?='],
      '很抱歉，您的邮件无法投递到 ann@customer.example'),
  },
  {
    name: 'no address in From at all', kind: 'bounce',
    raw: message(['From: MAILER-DAEMON', 'Subject: Returned mail: User unknown'],
      '----- The following addresses had permanent fatal errors -----\n<ann@customer.example>'),
  },
  {
    name: 'a gateway that is not a daemon, with code and original', kind: 'bounce',
    raw: message(['From: mailgate@customer.example', 'Subject: Undeliverable message'],
      'Your message to <ann@customer.example> was rejected:\n550 5.1.1 no such user\n\n'
      + `--- Original message follows.\n${ORIGINAL}`),
  },
  {
    name: 'Dovecot refuses in the form of a receipt', kind: 'bounce',
    raw: report({
      head: [
        'From: Mail Delivery Subsystem <postmaster@customer.example>',
        'Subject: Rejected: Reminder', 'Auto-Submitted: auto-replied (rejected)',
      ],
      type: 'disposition-notification',
      text: 'Your message was automatically rejected:\nQuota exceeded (mailbox is full)',
      status: 'Final-Recipient: rfc822; ann@customer.example\n'
        + 'Disposition: automatic-action/MDN-sent-automatically; deleted',
    }),
  },
  {
    name: 'Italian certified mail that failed', kind: 'bounce',
    raw: message([
      'From: posta-certificata@pec.example', 'Subject: AVVISO DI MANCATA CONSEGNA: Sollecito',
      'X-Ricevuta: errore-consegna',
    ], 'Anomalia nel messaggio'),
  },
  {
    name: 'Italian certified mail that arrived', kind: 'delivery_notice',
    raw: message([
      'From: posta-certificata@pec.example', 'Subject: CONSEGNA: Sollecito',
      'X-Ricevuta: avvenuta-consegna',
    ], 'Il messaggio è stato consegnato'),
  },
  {
    name: 'a read receipt', kind: 'read_receipt', expect: ID,
    raw: report({
      head: ['From: Ann <ann@customer.example>', 'Subject: Read: Reminder'],
      type: 'disposition-notification', text: 'Your message was read.',
      status: 'Final-Recipient: rfc822; ann@customer.example\n'
        + 'Original-Message-ID: <r1@out.duebox.example>\n'
        + 'Disposition: manual-action/MDN-sent-manually; displayed',
    }),
  },
  {
    name: 'a read receipt in plain text', kind: 'read_receipt',
    raw: message(['From: Ann <ann@customer.example>', 'Subject: Gelesen: Reminder'],
      'Ihre Nachricht wurde am Dienstag, 10. März 2026 gelesen.'),
  },
  {
    name: 'a spam complaint', kind: 'feedback_report', expect: ID,
    raw: report({
      head: ['From: abuse@isp.example', 'Subject: FW: Reminder'],
      type: 'feedback-report', text: 'This is an email abuse report for an email message.',
      status: 'Feedback-Type: abuse\nUser-Agent: X/1\nVersion: 1',
    }),
  },
]
