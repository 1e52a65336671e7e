// Automatic answers, confirmations, newsletters and robots.
import { answer, message, type MailSample } from './mail-samples.ts'

const ANN = 'From: Ann <ann@customer.example>'

// Out-of-office by title alone, as Exchange and Outlook give it in each language.
const TITLES: readonly (readonly [string, string])[] = [
  ['English', 'Automatic reply: Reminder: invoice 1001'],
  ['English, old', 'Out of Office AutoReply: Reminder'],
  ['German', 'Automatische Antwort: Zahlungserinnerung'],
  ['German, old', 'Abwesenheitsnotiz: Zahlungserinnerung'],
  ['French', 'Réponse automatique : Rappel de facture'],
  ['Spanish', 'Respuesta automática: Recordatorio'],
  ['Italian', 'Risposta automatica: Sollecito'],
  ['Portuguese', 'Resposta automática: Lembrete'],
  ['Dutch', 'Automatisch antwoord: Herinnering'],
  ['Swedish', 'Automatiskt svar: Påminnelse'],
  ['Danish', 'Automatisk svar: Rykker'],
  ['Norwegian', 'Autosvar: Purring'],
  ['Finnish', 'Automaattinen vastaus: Muistutus'],
  ['Polish', 'Odpowiedź automatyczna: Przypomnienie'],
  ['Czech', 'Automatická odpověď: Upomínka'],
  ['Hungarian', 'Automatikus válasz: Emlékeztető'],
  ['Romanian', 'Răspuns automat: Memento'],
  ['Turkish', 'Otomatik yanıt: Hatırlatma'],
  ['Greek', 'Αυτόματη απάντηση: Υπενθύμιση'],
  ['Russian', 'Автоматический ответ: Напоминание'],
  ['Ukrainian', 'Автоматична відповідь: Нагадування'],
  ['Japanese', '自動応答: お支払い'],
  ['Chinese', '自动答复: 提醒'],
  ['Korean', '자동 회신: 알림'],
  ['Hebrew', 'תשובה אוטומטית: תזכורת'],
  ['Arabic', 'رد تلقائي: تذكير'],
]

export const MACHINE_SAMPLES: readonly MailSample[] = [
  ...TITLES.map(([language, subject]): MailSample => ({
    name: `out of office by title, ${language}`, kind: 'auto_reply',
    expect: { isAutoReply: true, isBounce: false },
    raw: message([ANN, `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`],
      'Back on Monday.'),
  })),
  {
    name: 'RFC 3834', kind: 'auto_reply',
    expect: { rule: 'auto-submitted', originalMessageId: 'r1@out.duebox.example' },
    raw: answer([ANN, 'Auto-Submitted: auto-replied (vacation)'], 'I am away.'),
  },
  {
    name: 'Auto-Submitted: auto-generated', kind: 'auto_reply',
    raw: message([ANN, 'Subject: Ticket 42', 'Auto-Submitted: auto-generated'], 'We got it.'),
  },
  {
    name: 'X-Autoreply', kind: 'auto_reply', expect: { rule: 'auto-reply-header' },
    raw: answer([ANN, 'X-Autoreply: yes', 'Precedence: bulk'], 'I am away.'),
  },
  {
    name: 'X-Autorespond', kind: 'auto_reply',
    raw: answer([ANN, 'X-Autorespond: Re: Reminder'], 'Thank you.'),
  },
  {
    name: 'Precedence: auto_reply', kind: 'auto_reply', expect: { rule: 'precedence-auto-reply' },
    raw: answer([ANN, 'Precedence: auto_reply'], 'I am away.'),
  },
  {
    name: 'Exchange mailbox rule that answers', kind: 'auto_reply',
    expect: { rule: 'mailbox-rules-agent' },
    raw: message([
      ANN, 'Subject: Away', 'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
    ], 'I am away.'),
  },
  {
    name: 'Exchange suppresses answers to an answer', kind: 'auto_reply',
    expect: { rule: 'response-suppressed' },
    raw: answer([ANN, 'X-Auto-Response-Suppress: All'], 'Received.'),
  },
  {
    name: 'suppression on a new message is a robot’s notice', kind: 'automated',
    raw: message([
      'From: ERP <erp@customer.example>', 'Subject: Purchase order 7',
      'X-Auto-Response-Suppress: DR, OOF, AutoReply',
    ], 'Order attached.'),
  },
  {
    name: 'absence title and text, no header at all', kind: 'auto_reply',
    raw: message([ANN, 'Subject: Out of the office'],
      'Thank you for your message. I am out of the office until 16 March. '
      + 'For urgent matters please call Bob.'),
  },
  {
    name: 'Lotus Notes', kind: 'auto_reply',
    raw: message([ANN, 'Subject: AUTO: Ann Smith is out of the office (returning 03/16/2026)'],
      'I am out of the office until 03/16/2026. Note: This is an automated response.'),
  },
  {
    name: 'a German absence in an answer', kind: 'auto_reply',
    raw: message([
      ANN, 'Subject: Abwesend bis 16.03.', 'In-Reply-To: <r1@out.duebox.example>',
    ], 'Ich bin im Urlaub und ab dem 16.03. wieder erreichbar.'),
  },
  {
    name: 'absence text with Precedence: junk', kind: 'auto_reply',
    raw: answer([ANN, 'Precedence: junk'], 'I am out of the office until Monday.'),
  },
  {
    name: 'absence text with an empty envelope', kind: 'auto_reply',
    raw: answer([ANN, 'Return-Path: <>'], 'Je suis absent jusqu’au 16 mars.'),
  },
  {
    name: 'a ticket system confirming receipt', kind: 'auto_reply',
    raw: message([
      'From: Support <support@customer.example>', 'Subject: [#4711] Your request has been received',
    ], 'Your request has been received. A ticket has been opened. '
      + 'This is an automated message, please do not reply.'),
  },
  {
    name: 'an answer that begins by saying it is automatic', kind: 'auto_reply',
    raw: answer(['From: info@customer.example'],
      'This is an automatic reply. We received your e-mail and will look into it.'),
  },
  {
    name: 'challenge and response', kind: 'auto_reply', expect: { rule: 'challenge' },
    raw: message([ANN, 'Subject: Please confirm your message'],
      'Your message will not be delivered until you verify that you are human: click here.'),
  },
  {
    name: 'Gmail forwarding, with code', kind: 'forward_confirmation',
    expect: {
      confirmation: {
        provider: 'gmail', code: '123456789', mailbox: 'billing@seller.example',
        link: 'https://mail-settings.google.com/mail/vf-%5BANGjdJ8abc%5D-xYz_12',
      },
    },
    raw: message([
      'From: Gmail Team <forwarding-noreply@google.com>',
      'Subject: (#123456789) Gmail Forwarding Confirmation - Receive Mail from '
      + 'billing@seller.example',
    ], 'billing@seller.example has requested to automatically forward mail.\n'
      + 'https://mail-settings.google.com/mail/vf-%5BANGjdJ8abc%5D-xYz_12\n\nTo cancel:\n'
      + 'https://mail-settings.google.com/mail/uf-%5BANGjdJ8abc%5D-xYz_12\n'),
  },
  {
    name: 'Gmail forwarding, without code', kind: 'forward_confirmation',
    expect: {
      confirmation: {
        provider: 'gmail', code: null, mailbox: 'billing@seller.example',
        link: 'https://mail.google.com/mail/vf-abcdefghijkl',
      },
    },
    raw: message([
      'From: forwarding-noreply@google.com',
      'Subject: Gmail Forwarding Confirmation - Receive Mail from billing@seller.example',
    ], 'Open https://mail.google.com/mail/vf-abcdefghijkl to confirm.'),
  },
  {
    name: 'a look-alike of Gmail’s confirmation', kind: 'automated',
    raw: message([
      'From: forwarding-noreply@google.com.evil.example',
      'Subject: (#123456789) Gmail Forwarding Confirmation',
    ], 'https://mail.google.com/mail/vf-abcdefghijkl'),
  },
  {
    name: 'our own reminder coming back', kind: 'own',
    raw: message([
      'From: Acme Billing <billing@seller.example>', 'Subject: Reminder', 'X-Duebox-Loop: a1',
    ], 'Please pay.'),
  },
  {
    name: 'a newsletter', kind: 'bulk',
    raw: message([
      'From: Shop <hello@shop.example>', 'Subject: Spring sale', 'Precedence: bulk',
      'List-Unsubscribe: <mailto:u@shop.example>', 'List-Unsubscribe-Post: One-Click',
      'Feedback-ID: 1:2:3:shop',
    ], 'Buy now'),
  },
  {
    name: 'an announcement list', kind: 'bulk',
    raw: message([
      'From: News <editor@paper.example>', 'Subject: This week', 'List-Id: <week.paper.example>',
    ], 'Read on'),
  },
  {
    name: 'a web service’s threaded notice', kind: 'bulk',
    raw: answer(['From: notifications@tracker.example', 'Precedence: list',
      'List-Unsubscribe: <mailto:u@tracker.example>'], 'Bob commented.'),
  },
  {
    name: 'list software about a loop', kind: 'automated',
    raw: message(['From: ml-admin@list.example', 'Subject: Loop Alert', 'X-MLServer: fml'], 'Loop'),
  },
  {
    name: 'a no-reply notice', kind: 'automated', expect: { rule: 'robot-sender' },
    raw: message(['From: Bank <no-reply@bank.example>', 'Subject: Statement ready'], 'See portal.'),
  },
  {
    name: 'a French no-reply', kind: 'automated',
    raw: message(['From: ne-pas-repondre@edf.example', 'Subject: Votre contrat'], 'Bonjour'),
  },
  {
    name: 'cron', kind: 'automated',
    raw: message(['From: root@host.example', 'Subject: Cron <root@host> x', 'X-Cron-Env: <A=1>'],
      'ok'),
  },
  {
    name: 'an empty envelope and nothing else', kind: 'automated',
    raw: message(['Return-Path: <>', 'From: x@y.example', 'Subject: Notice'], 'See attached.'),
  },
]
