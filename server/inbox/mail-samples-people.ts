// People in the forms that are easily misread, and what each of them wrote.
import { answer, message, ORIGINAL, type MailSample } from './mail-samples.ts'

const ANN = 'From: Ann <ann@customer.example>'
const UTF8 = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit']

const human = (name: string, raw: string, reply?: string): MailSample =>
  ({ name, kind: 'human', raw, ...(reply === undefined ? {} : { says: { replyText: reply } }) })

/** An answer above the quoted reminder, as programs in each language introduce it. */
const QUOTED: readonly (readonly [string, string, string])[] = [
  ['English, Gmail', 'We pay on Friday.', 'On Mon, Mar 2, 2026 at 10:00 AM Acme <b@s.example> '
    + 'wrote:'],
  ['German, Thunderbird', 'Wir zahlen am Freitag.', 'Am 02.03.26 um 10:00 schrieb Acme Billing:'],
  ['French, Gmail', 'Nous payons vendredi.',
    'Le lun. 2 mars 2026 à 10:00, Acme <b@s.example> a écrit :'],
  ['Spanish, Gmail', 'Pagamos el viernes.',
    'El lun, 2 mar 2026 a las 10:00, Acme (<b@s.example>) escribió:'],
  ['Italian, Gmail', 'Paghiamo venerdì.',
    'Il giorno lun 2 mar 2026 alle ore 10:00 Acme <b@s.example> ha scritto:'],
  ['Portuguese, Gmail', 'Pagamos na sexta.',
    'Acme <b@s.example> escreveu no dia segunda, 2/03/2026 à(s) 10:00:'],
  ['Dutch, Gmail', 'Wij betalen vrijdag.', 'Op ma 2 mrt 2026 om 10:00 schreef Acme <b@s.example>:'],
  ['Swedish, Gmail', 'Vi betalar på fredag.', 'Den mån 2 mars 2026 kl 10:00 skrev Acme '
    + '<b@s.example>:'],
  ['Danish, Gmail', 'Vi betaler fredag.', 'Den man. 2. mar. 2026 kl. 10.00 skrev Acme '
    + '<b@s.example>:'],
  ['Norwegian, Gmail', 'Vi betaler fredag.', 'man. 2. mar. 2026 kl. 10:00 skrev Acme '
    + '<b@s.example>:'],
  ['Finnish, Gmail', 'Maksamme perjantaina.',
    'ma 2. maalisk. 2026 klo 10.00 Acme (b@s.example) kirjoitti:'],
  ['Polish, Gmail', 'Płacimy w piątek.', 'pon., 2 mar 2026 o 10:00 Acme <b@s.example> napisał(a):'],
  ['Czech, Gmail', 'Platíme v pátek.', 'po 2. 3. 2026 v 10:00 odesílatel Acme <b@s.example> '
    + 'napsal:'],
  ['Hungarian, Gmail', 'Pénteken fizetünk.',
    'Acme <b@s.example> ezt írta (időpont: 2026. márc. 2., H, 10:00):'],
  ['Romanian, Gmail', 'Plătim vineri.', 'În lun., 2 mar. 2026 la 10:00, Acme <b@s.example> a '
    + 'scris:'],
  ['Turkish, Gmail', 'Cuma günü öderiz.',
    'Acme <b@s.example>, 2 Mar 2026 Pzt, 10:00 tarihinde şunu yazdı:'],
  ['Greek, Gmail', 'Πληρώνουμε την Παρασκευή.',
    'Στις Δευ 2 Μαρ 2026 στις 10:00 π.μ., ο χρήστης Acme <b@s.example> έγραψε:'],
  ['Russian, Gmail', 'Оплатим в пятницу.', 'пн, 2 мар. 2026 г. в 10:00, Acme <b@s.example>:'],
  ['Ukrainian, Gmail', 'Сплатимо в п’ятницю.', 'пн, 2 бер. 2026 р. о 10:00 Acme <b@s.example> '
    + 'пише:'],
  ['Japanese, Gmail', '金曜日に支払います。', '2026年3月2日(月) 10:00 Acme <b@s.example>:'],
  ['Chinese, Gmail', '我们星期五付款。', 'Acme <b@s.example> 于2026年3月2日周一 10:00写道：'],
  ['Korean, Gmail', '금요일에 지불하겠습니다.',
    '2026년 3월 2일 (월) 오전 10:00, Acme <b@s.example>님이 작성:'],
  ['English, Apple', 'We pay on Friday.', 'On 2 Mar 2026, at 10:00, Acme <b@s.example> wrote:'],
  ['German, Apple', 'Wir zahlen am Freitag.', 'Am 02.03.2026 um 10:00 schrieb Acme <b@s.example>:'],
]

/** The block of fields that Outlook draws above what it answers. */
const OUTLOOK: readonly (readonly [string, string, string])[] = [
  ['English', 'We pay on Friday.', 'From: Acme <b@s.example>\nSent: Monday, March 2, 2026 10:00\n'
    + 'To: Ann <ann@customer.example>\nSubject: Reminder'],
  ['German', 'Wir zahlen am Freitag.', 'Von: Acme <b@s.example>\nGesendet: Montag, 2. März '
    + '2026 10:00\n'
    + 'An: Ann <ann@customer.example>\nBetreff: Erinnerung'],
  ['French', 'Nous payons vendredi.', 'De : Acme <b@s.example>\nEnvoyé : lundi 2 mars 2026 10:00\n'
    + 'À : Ann <ann@customer.example>\nObjet : Rappel'],
  ['Spanish', 'Pagamos el viernes.', 'De: Acme <b@s.example>\nEnviado el: lunes, 2 de marzo de '
    + '2026\n'
    + 'Para: Ann <ann@customer.example>\nAsunto: Recordatorio'],
  ['Dutch', 'Wij betalen vrijdag.', 'Van: Acme <b@s.example>\nVerzonden: maandag 2 maart 2026 '
    + '10:00\n'
    + 'Aan: Ann <ann@customer.example>\nOnderwerp: Herinnering'],
  ['Polish', 'Płacimy w piątek.', 'Od: Acme <b@s.example>\nWysłano: poniedziałek, 2 marca 2026\n'
    + 'Do: Ann <ann@customer.example>\nTemat: Przypomnienie'],
  ['Swedish', 'Vi betalar.', 'Från: Acme <b@s.example>\nSkickat: den 2 mars 2026 10:00\n'
    + 'Till: Ann <ann@customer.example>\nÄmne: Påminnelse'],
]

export const PEOPLE_SAMPLES: readonly MailSample[] = [
  ...QUOTED.map(([language, reply, line]) => human(`an answer above its quote: ${language}`,
    answer([ANN, ...UTF8], `${reply}\n\n${line}\n\n> Please pay invoice 1001.\n> Thank you.`),
      reply)),
  ...OUTLOOK.map(([language, reply, block]) => human(`an answer above Outlook’s block: ${language}`,
    answer([ANN, ...UTF8], `${reply}\n\n________________________________\n${block}\n\nPlease pay.`),
    reply)),
  human('a robot’s name in a person’s first mail to a list', message([
    ANN, 'Subject: Where is the manual?', 'List-Id: <talk.list.example>', 'Precedence: list',
    'X-Mailer: Apple Mail (2.3445)', 'List-Unsubscribe: <mailto:talk-leave@list.example>',
  ], 'Can anybody tell?'), 'Can anybody tell?'),
  human('a noreply address that a person answers from', answer([
    'From: Ann <noreply@customer.example>', 'X-Mailer: Microsoft Outlook 16.0',
  ], 'Please note our new address.')),
  human('a person quoting a bounce', answer([ANN],
    'Your mail to Bob came back:\n\n> This is the mail system at host mx.\n> 550 5.1.1 User unknown'
      + '\n\nHe has left. Please write to me.')),
  human('Undeliverable in the subject of an answer', message([
    ANN, 'Subject: Re: Undeliverable: Reminder: invoice 1001', 'In-Reply-To: <x@y.example>',
  ], 'Bob has left the company, please use my address.')),
  human('a person whose mail was not delivered', message([ANN, 'Subject: Mail returned'],
    'Hello, I tried to write to your colleague but my mail came back. Can you help?')),
  human('Precedence: bulk and Auto-Submitted: no', answer([ANN, 'Precedence: bulk',
    'Auto-Submitted: no'], 'Paid.'), 'Paid.'),
  human('from a phone', answer([ANN, 'X-Mailer: iPhone Mail (22D64)'],
    'Paid today\n\nSent from my iPhone'), 'Paid today'),
  human('from a phone, in German', answer([ANN, ...UTF8],
    'Ist bezahlt.\n\nVon meinem iPhone gesendet'), 'Ist bezahlt.'),
  human('with a signature', answer([ANN], 'Paid today.\n\n-- \nAnn Smith\nAccounts\n+44 20 '
    + '1234 5678'),
    'Paid today.'),
  human('nothing but a picture', answer([ANN, 'Content-Type: multipart/mixed; boundary=b'],
    '--b\nContent-Type: image/png; name="p.png"\nContent-Disposition: inline; filename="p.png"\n'
      + 'Content-Id: <pic@phone>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n'), ''),
  human('nothing at all', answer([ANN], ''), ''),
  human('a subject and nothing else', message([ANN, 'Subject: Invoice 1001 was paid on Monday'],
    '')),
  human('between the lines', answer([ANN],
    '> When will you pay invoice 1001?\nOn Friday.\n\n> And 1002?\nIt is disputed.'),
  'On Friday.\n\nIt is disputed.'),
  human('below the quote', answer([ANN],
    'On Mon, Mar 2, 2026 at 10:00 AM Acme <b@s.example> wrote:\n\n> Please pay.\n\nWe have paid.'),
  'We have paid.'),
  human('HTML only, Outlook', answer([ANN, 'Content-Type: text/html; charset=utf-8'],
    '<html><body><p>We pay on Friday.</p><hr><div id="divRplyFwdMsg"><b>From:</b> Acme<br>'
      + '<b>Sent:</b> Monday<br><b>Subject:</b> Reminder</div><p>Please pay.</p></body></html>'),
  'We pay on Friday.'),
  human('HTML only, Gmail', answer([ANN, 'Content-Type: text/html; charset=utf-8'],
    '<div dir="ltr">We pay on Friday.</div><br><div class="gmail_quote"><div '
      + 'class="gmail_attr">On Mon'
      + ' Acme wrote:</div><blockquote class="gmail_quote">Please pay.</blockquote></div>'),
  'We pay on Friday.'),
  human('HTML with scripts in it', answer([ANN, 'Content-Type: text/html; charset=utf-8'],
    '<p onclick="x()">Paid.</p><script>alert(1)</script><img src=x onerror=alert(1)>'
      + '<a href="javascript:x()">link</a><iframe src="//x"></iframe>')),
  human('in quoted-printable and Latin-1', answer([ANN,
    'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable'],
  'Gr=FC=DFe, wir zahlen n=E4chste Woche.'), 'Grüße, wir zahlen nächste Woche.'),
  human('a legal notice below', answer([ANN],
    'We dispute this invoice.\n\nThis e-mail is confidential. If you are not the intended '
      + 'recipient, '
      + 'please delete it.')),
  human('an invitation from a person', answer([ANN, 'Content-Type: multipart/alternative; '
    + 'boundary=b'],
    '--b\nContent-Type: text/plain\n\nLet us talk on Monday.\n\n--b\n'
      + 'Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--\n'),
  'Let us talk on Monday.'),
  human('signed with a certificate', answer([ANN,
    'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b'],
  '--b\nContent-Type: text/plain\n\nPaid.\n\n--b\nContent-Type: application/pkcs7-signature; '
    + 'name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIAG\n--b--\n'), 'Paid.'),
  human('with our line above the reminder', answer([ANN],
    'Paid on Monday.\n\n--- Reply above this line ---\nDear Ann, please pay.'), 'Paid on Monday.'),
  human('asks about an automatic reply', message([ANN, 'Subject: Your automatic reply'],
    'I got an automatic reply from you. Has my message been received?')),
  human('attaches somebody’s bounce', message([
    ANN, 'Subject: Fwd: Delivery Status Notification (Failure)',
    'Content-Type: multipart/mixed; boundary=b',
  ], `--b\nContent-Type: text/plain\n\nThis came back.\n\n--b\nContent-Type: message/rfc822\n\n`
    + `${ORIGINAL}\n--b--\n`)),
]
