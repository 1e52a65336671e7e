// Bounces in the habits of many mail systems: gateways, carriers, services, old and new.
import { message, ORIGINAL, report, type MailSample } from './mail-samples.ts'

const ANN = 'ann@customer.example'

/** A bounce in plain text: who writes, under which subject, and what. */
const bounce = (
  name: string, from: string, subject: string, text: string, says: MailSample['says'] = {},
): MailSample => ({
  name, kind: 'bounce', raw: message([`From: ${from}`, `Subject: ${subject}`], text), says,
})

const status = (fields: string) => `Reporting-MTA: dns; mx.customer.example\n\n`
  + `Final-Recipient: rfc822; ${ANN}\n${fields}`

export const SYSTEM_SAMPLES: readonly MailSample[] = [
  bounce('sendmail', 'Mail Delivery Subsystem <MAILER-DAEMON@mx.customer.example>',
    'Returned mail: see transcript for details',
    'The original message was received at Tue, 10 Mar 2026 09:00:00 GMT from out [192.0.2.1]\n\n'
      + `   ----- The following addresses had permanent fatal errors -----\n<${ANN}>\n`
      + '    (reason: 550 5.1.1 <ann@customer.example>... User unknown)\n\n'
      + '   ----- Transcript of session follows -----\n... while talking to mx.customer.example.:\n'
      + `>>> DATA\n<<< 550 5.1.1 <${ANN}>... User unknown`,
    { bounceRecipients: [ANN], bounceStatus: '5.1.1', bounceHard: true }),
  bounce('sendmail that only warns', 'MAILER-DAEMON@mx.customer.example',
    'Warning: could not send message for past 4 hours',
    '**********************************************\n**      THIS IS A WARNING MESSAGE ONLY    '
      + '  **\n'
      + '**  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n\n'
      + `----- The following addresses had transient non-fatal errors -----\n<${ANN}>\n`
      + 'Deferred: Connection timed out with mx.customer.example.',
    { bounceTemporary: true, bounceHard: false, bounceRecipients: [ANN] }),
  bounce('Exim that gives up later', 'Mail Delivery System <Mailer-Daemon@mx.customer.example>',
    'Warning: message 1tAbcD-000123-AB delayed 24 hours',
    'This message was created automatically by mail delivery software.\n'
      + 'A message that you sent has not yet been delivered to one or more of its\n'
      + `recipients after more than 24 hours on the queue.\n\n  ${ANN}\n    Delay reason: `
      + `retry timeout`,
    { bounceTemporary: true, bounceHard: false }),
  bounce('Courier', '"Courier mail server at mx" <@mx.customer.example>',
    'NOTICE: mail delivery status.',
    'This is a delivery status notification from mx.customer.example,\nrunning the Courier mail '
      + `server, version 1.0.\n\nThe original message was not delivered to:\n\n<${ANN}>:\n`
      + '     mx [192.0.2.7]:\n>>> RCPT TO:<ann@customer.example>\n<<< 550 User unknown.\n\n'
      + 'UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:',
    { bounceRecipients: [ANN], bounceHard: true }),
  bounce('Exchange 5.5', 'System Administrator <postmaster@customer.example>',
    'Undeliverable: Reminder: invoice 1001',
    'Your message\n\n  To:      Ann\n  Subject: Reminder: invoice 1001\n  Sent:    Tue, 10 Mar '
      + '2026\n\n'
      + `did not reach the following recipient(s):\n\n${ANN} on Tue, 10 Mar 2026 09:00:02\n`
      + '    The recipient name is not recognized\n\tMSEXCH:IMS:Customer:HQ:MX 0 (000C05A6) '
      + 'Unknown Recipient', { bounceRecipients: [ANN], bounceHard: true }),
  bounce('Exchange in French', 'Microsoft Outlook '
    + '<MicrosoftExchange329e71ec88ae4615@customer.example>',
    'Non remis : Rappel', `Échec de la remise pour ces destinataires ou groupes :\n\n${ANN}\n`
      + "L'adresse de messagerie que vous avez entrée n'a pas été trouvée."),
  bounce('Exchange in Swedish', 'Microsoft Outlook <postmaster@customer.example>',
    'Kan inte levereras: Påminnelse', `Meddelandet kunde inte levereras till ${ANN}.`),
  bounce('Exchange in Polish', 'Microsoft Outlook <postmaster@customer.example>',
    'Niedostarczalne: Przypomnienie', `Nie można dostarczyć wiadomości do ${ANN}.`),
  bounce('Exchange in Japanese', 'Microsoft Outlook <postmaster@customer.example>',
    '配信不能: お支払いのお願い', `次の宛先にメッセージを配信できませんでした。\n${ANN}`),
  bounce('Domino', 'Postmaster <postmaster@customer.example>',
    'DELIVERY FAILURE: User ann (ann@customer.example) not listed in Domino Directory',
    'Your message\n\n  Subject: Reminder: invoice 1001\n\nwas not delivered to:\n\n  '
      + `${ANN}\n\nbecause:\n\n  User ann (${ANN}) not listed in Domino Directory`,
    { bounceRecipients: [ANN], bounceHard: true }),
  bounce('Lotus Notes without a daemon', 'CN=Mail/O=Customer@customer.example',
    'DELIVERY FAILURE: 550 5.1.1 User unknown',
    `Your message\n\n  Subject: Reminder\n\nwas not delivered to:\n\n  ${ANN}\n\nbecause:\n\n`
      + '  550 5.1.1 User unknown', { bounceStatus: '5.1.1' }),
  bounce('GroupWise', 'Mailer-Daemon <Mailer-Daemon@customer.example>',
    'Message status - undeliverable',
    `The message that you sent was undeliverable to the following:\n\tann (user not `
      + `found)\n\t<${ANN}>`
      + '\n\nPossibly truncated original message follows:', { bounceHard: true }),
  bounce('MailEnable', 'Postmaster <postmaster@customer.example>', 'Message Delivery Failure',
    'MailEnable: Message delivery has failed.\n\nMessage could not be delivered to some '
      + 'recipients.\n'
      + `The following recipient(s) could not be reached:\n\n\t[SMTP:${ANN}]\n\t550 5.1.1 unknown`),
  bounce('IMail', 'Postmaster <postmaster@customer.example>', 'Undeliverable Mail',
    `User mailbox exceeds allowed size: ${ANN}\n\nOriginal message follows.\n\n${ORIGINAL}`,
    { bounceHard: false }),
  bounce('MDaemon', 'MDaemon at customer.example <MDaemon@customer.example>',
    'Permanent Delivery Failure', 'The attached message had PERMANENT fatal delivery errors!\n\n'
      + 'After one or more unsuccessful delivery attempts the attached message has\nbeen removed '
      + `from the mail queue.\n\nFailed address: ${ANN}\n\n550 5.1.1 <${ANN}>: no such user`),
  bounce('Yahoo', 'MAILER-DAEMON@yahoo.example', 'Failure Notice',
    `Sorry, we were unable to deliver your message to the following address.\n\n<${ANN}>:\n`
      + '554: delivery error: dd This user doesn\'t have a yahoo.example account [-5]\n\n'
      + '--- Below this line is a copy of the message.', { bounceRecipients: [ANN],
      bounceHard: true }),
  bounce('AOL', 'MAILER-DAEMON@aol.example (Mail Delivery Subsystem)',
    'Returned mail: User unknown', 'The original message was received\n\n*** ATTENTION ***\n\n'
      + `Your e-mail is being returned to you because there was a problem with its\ndelivery.\n\n`
      + `   ----- The following addresses had permanent fatal errors -----\n<${ANN}>`),
  bounce('Gmail, new form', 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    'Delivery Status Notification (Failure)',
    `** Address not found **\n\nYour message wasn't delivered to ${ANN} because the address `
      + `couldn't `
      + 'be found, or is unable to receive mail.\n\nThe response was:\n\n550 5.1.1 The email '
      + 'account '
      + 'that you tried to reach does not exist.', { bounceStatus: '5.1.1', bounceHard: true }),
  bounce('Gmail, waiting', 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    'Delivery Status Notification (Delay)',
    `** Delivery incomplete **\n\nThere was a temporary problem delivering your message to ${ANN}. `
      + 'Gmail will retry for 47 more hours.', { bounceTemporary: true }),
  bounce('Mail.ru', 'mailer-daemon@corp.mail.example', 'Mail failure.',
    'This message was created automatically by mail delivery software.\n\nA message that you sent '
      + `could not be delivered to one or more recipients:\n\n  ${ANN}\n    mailbox is full`,
    { bounceHard: false }),
  bounce('Yandex', 'mailer-daemon@yandex.example', 'Недоставленное сообщение',
    `Это письмо отправлено почтовым сервером. Ваше письмо не доставлено: ${ANN}\n`
      + '550 5.7.1 No such user!'),
  bounce('Zoho', 'mailer-daemon@mail.zoho.example', 'Undelivered Mail Returned to Sender',
    'This message was created automatically by mail delivery software.\nA message that you sent '
      + `could not be delivered to one or more of its recipients.\n\n${ANN} Invalid Address, `
      + `ERROR_CODE`
      + ' :550, ERROR_CODE :5.1.1 User unknown'),
  bounce('a mobile carrier, dressed as an answer', 'post_master@carrier.example',
    'Re: Reminder: invoice 1001', 'Undeliverable Message\n\nTo: 5551234567@carrier.example\n'
      + 'Error: Invalid user address'),
  bounce('a carrier for pictures', 'sysadmin@mms.carrier.example', 'Undeliverable Message',
    'Message could not be delivered to mobile.\nError: No valid recipients for this MM\n'
      + 'To: 5551234567@mms.carrier.example'),
  bounce('a Japanese carrier', 'Postmaster@carrier.example', 'Mail System Error - Returned Mail',
    'Each of the following recipients was rejected by a remote mail server.\n\n'
      + `    Recipient: <${ANN}>\n    >>> RCPT TO:<${ANN}>\n    <<< 550 <${ANN}>: User unknown`,
    { bounceRecipients: [ANN], bounceHard: true }),
  bounce('Barracuda', '"Barracuda Spam Firewall" <postmaster@gw.customer.example>',
    '**Message you sent blocked by our bulk email filter**',
    `Your message to: ${ANN}\nwas blocked by our Spam Firewall. The email you sent with the `
      + 'following subject has NOT BEEN DELIVERED:\n\nSubject: Reminder', { bounceHard: false }),
  bounce('Amavis', '"Content-filter at mx" <postmaster@mx.customer.example>',
    'BANNED contents from you (application/zip)',
    `BANNED CONTENTS ALERT\n\nOur content checker found\n    banned name: x.zip\n\nin email `
      + `presumably`
      + ` from you to the following recipient:\n-> ${ANN}\n\nDelivery of the email was stopped!`,
    { bounceHard: false }),
  bounce('a marshal at the gate', 'MailMarshal <postmaster@gw.customer.example>',
    'Undeliverable Mail: "Reminder"', 'Your message:\n  From: billing@seller.example\n  Subject: '
      + `Reminder\n\nCould not be delivered because of\n\n550 5.1.1 unknown\n\nThe following `
      + `recipients`
      + ` were affected:\n    ${ANN}`, { bounceRecipients: [ANN] }),
  bounce('a gateway that filters', 'MessageLabs <postmaster@gw.customer.example>',
    'Mail Delivery Failure', 'The following message could not be delivered\n\n'
      + `${ANN}\nReason: 550 Invalid recipient <${ANN}> (#5.1.1)`, { bounceHard: true }),
  bounce('James', 'postmaster@customer.example', '[BOUNCE]',
    'Hi. This is the James mail server at mx.\nI\'m afraid I wasn\'t able to deliver your message '
      + `to the following addresses.\n\n${ANN}\nMessage details:\n  Subject: Reminder`),
  bounce('OpenSMTPD', 'Mailer Daemon <MAILER-DAEMON@mx.customer.example>',
    'Delivery status notification',
    '    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An '
      + 'error has '
      + `occurred while attempting to deliver a message for\n    the following list of `
      + `recipients:\n\n`
      + `${ANN}: 550 Invalid recipient`, { bounceHard: true }),
  bounce('Dragonfly', 'MAILER-DAEMON <>', 'Mail delivery failed',
    `This is the DragonFly Mail Agent at mx.\n\nThere was an error delivering your mail to `
      + `<${ANN}>.\n\n`
      + 'host not found'),
  bounce('PowerMTA', 'Mail Delivery System <mailer-daemon@mx.customer.example>',
    'Undeliverable: Reminder', 'Hello,\n\nThis is the mail sending system on mx.\n\nI am sorry to '
      + 'inform you that your message could not be delivered to one or more\nrecipients.\n\n'
      + `<${ANN}>: mail unavailable`),
  bounce('Facebook', 'Facebook <mailer-daemon@mx.facebook.example>',
    'Sorry, your message could not be delivered',
    `This message was created automatically by Facebook.\n\nSorry, your message could not be `
      + `delivered to ${ANN}. Reason: RCP-P1`),
  bounce('X.400 gateway', '"MTA at customer" <x400-gateway@customer.example>',
    'Delivery Report (failure) for ann@customer.example',
    'This report relates to a message you sent with the following header fields:\n\n'
      + '  Message-id: <r1@out.duebox.example>\n  Subject: Reminder\n\nYour message cannot be '
      + 'delivered'
      + ` to the following recipients:\n\n  Recipient address: ${ANN}\n  Reason: Illegal alias`,
    { bounceRecipients: [ANN], originalMessageId: 'r1@out.duebox.example' }),
  bounce('a list server', 'LISTSERV <listserv@list.example>', 'Undeliverable mail',
    `The enclosed message could not be delivered to ${ANN}.\n550 5.1.1 User unknown`),
  bounce('a web shop’s relay', 'Mail Delivery <no-reply@relay.example>',
    'Unable to deliver your mail',
    `We could not deliver your message to <${ANN}>.\nRemote host said: 550 no such user`,
    { bounceHard: true }),
  bounce('the quota of a mailbox, in German', 'MAILER-DAEMON@mx.customer.example',
    'Unzustellbare Nachricht', `Die Nachricht an ${ANN} konnte nicht zugestellt werden.\n`
      + '552 5.2.2 Postfach voll', { bounceStatus: '5.2.2', bounceHard: false }),
  ...[
    ['Amazon SES', 'MAILER-DAEMON@eu-west-1.amazonses.com', '5.1.1', true],
    ['SendGrid', 'MAILER-DAEMON@sendgrid.example', '5.1.1', true],
    ['Mailgun', 'Mail Delivery System <mailer-daemon@mailgun.example>', '5.4.4', false],
    ['OpenDKIM policy', 'postmaster@mx.customer.example', '5.7.26', false],
  ].map(([system, from, code, isDead]): MailSample => ({
    name: `${system}, in the standard form`, kind: 'bounce',
    raw: report({
      head: [`From: ${from}`, 'Subject: Delivery Status Notification (Failure)'],
      text: 'An error occurred while trying to deliver the mail.',
      status: status(`Action: failed\nStatus: ${code}\nDiagnostic-Code: smtp; 550 ${code} refused`),
    }),
    says: { bounceRecipients: [ANN], bounceStatus: `${code}`, bounceHard: isDead === true },
  })),
  {
    name: 'a report in a part that calls itself text', kind: 'bounce',
    raw: message([
      'From: Mail Delivery System <MAILER-DAEMON@mx.customer.example>', 'Subject: Returned mail',
      'Content-Type: multipart/mixed; boundary=b',
    ], '--b\nContent-Type: text/plain\n\nSorry.\n\n--b\nContent-Type: text/plain; '
      + `name="report.txt"\n\n${status('Action: failed\nStatus: 5.1.1')}\n\n--b--\n`),
    says: { bounceRecipients: [ANN], bounceStatus: '5.1.1', bounceHard: true },
  },
  {
    name: 'an internationalised report', kind: 'bounce',
    raw: message([
      'From: postmaster@customer.example', 'Subject: Undelivered',
      'Content-Type: multipart/report; report-type=global-delivery-status; boundary=b',
    ], '--b\nContent-Type: text/plain\n\nSorry.\n\n--b\nContent-Type: '
      + 'message/global-delivery-status'
      + `\n\n${status('Action: failed\nStatus: 5.1.1')}\n\n--b--\n`),
    says: { bounceRecipients: [ANN], bounceStatus: '5.1.1' },
  },
  {
    name: 'an abuse report of a provider', kind: 'feedback_report',
    raw: report({
      head: ['From: feedback@isp.example', 'Subject: Abuse report for 192.0.2.1'],
      type: 'feedback-report', text: 'This is an email abuse report.',
      status: 'Feedback-Type: abuse\nUser-Agent: SomeFBL/1.0\nVersion: 1\nSource-IP: 192.0.2.1',
    }),
    says: { originalMessageId: 'r1@out.duebox.example' },
  },
  {
    name: 'an opt-out report', kind: 'feedback_report',
    raw: report({
      head: ['From: optout@isp.example', 'Subject: FW: Reminder'], type: 'feedback-report',
      text: 'This is a report.', status: 'Feedback-Type: opt-out\nUser-Agent: X/1\nVersion: 1',
    }),
  },
]
