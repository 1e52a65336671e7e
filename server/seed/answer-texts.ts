// The words in which customers of the sample company write back: nine languages, one of them
// right to left; some as HTML, some by a machine.
export interface Answer {
  kind: 'human' | 'absence' | 'bounce'
  text: string
  html?: string
  subject?: string
  /** Whoever speaks it writes it, where one is left. */
  locale?: string
}

const says = (text: string, locale?: string): Answer =>
  ({ kind: 'human', text, ...(locale === undefined ? {} : { locale }) })

const html = (text: string, body: string, locale: string): Answer =>
  ({ kind: 'human', text, locale, html: `<html><body style="font-family:Calibri">${body}</body>`
    + '</html>' })

const absence = (text: string, subject: string, locale?: string): Answer =>
  ({ kind: 'absence', text, subject, ...(locale === undefined ? {} : { locale }) })

const BOUNCE: Answer = { kind: 'bounce', text: '' }

export const OWN_ANSWERS: readonly Answer[] = [
  says('Hello,\n\nthank you for the reminder. We will pay the open invoices this Friday.\n\n'
    + 'Best regards'),
  says('Good morning,\n\nthere is a mistake: the chairs on this invoice were never delivered. '
    + 'Please check and send a corrected one.\n\nKind regards'),
  says('Hi, could you send us the bank details again? Our accountant has changed.\n\nThanks'),
  absence('I am out of the office until Monday and will answer then.', 'Automatic reply'),
  says('Hello,\n\nwe paid half of it yesterday and would like to pay the rest at the end of the '
    + 'month. Is that all right with you?\n\nBest wishes'),
  says('Guten Tag,\n\nbitte schicken Sie uns die Rechnung noch einmal als PDF, sie ist bei uns '
    + 'nicht angekommen.\n\nFreundliche Grüße'),
  BOUNCE,
]

/** These have come two weeks ago; most of them are handled. */
export const EARLY_ANSWERS: readonly Answer[] = [
  says('Bonjour,\n\nle virement part demain matin. Merci de votre patience.\n\nCordialement', 'fr'),
  says('Guten Tag,\n\nbitte stimmen Sie das kurz mit unserer Buchhaltung ab: uns fehlt eine '
    + 'Bestellnummer.\n\nMit freundlichen Grüßen', 'de'),
  says('Thanks for the nudge, much appreciated!', 'en'),
  says('Hej,\n\nvi betalar i slutet av månaden, när vår egen kund har betalat.\n\nVänliga '
    + 'hälsningar', 'sv'),
  html('Hello,\n\nour payment run is on the 15th. Nothing is wrong, it is only the calendar.',
    '<p>Hello,</p><p>our payment run is on the <b>15th</b>. Nothing is wrong, it is only the '
    + 'calendar.</p><p style="color:#666">Accounts payable</p>', 'en'),
  says('Buenos días:\n\n¿Podrían enviarnos de nuevo la factura? No la encontramos.\n\nGracias',
    'es'),
  says('Merci, c’est bien noté.', 'fr'),
  says('Wir haben letzte Woche gewechselt: Ansprechpartnerin ist jetzt Frau Lenz.\n\nGruß', 'de'),
  says('Goedemiddag,\n\nkunt u de btw op de laatste factuur nakijken? Volgens ons is die 9%.\n\n'
    + 'Met vriendelijke groet', 'nl'),
  absence('Je suis absente jusqu’au lundi et répondrai à mon retour.',
    'Réponse automatique', 'fr'),
]

/** These wait, or were written by machines. */
export const LATE_ANSWERS: readonly Answer[] = [
  says('שלום,\n\nנשלם את החשבונית עד סוף החודש. תודה על הסבלנות.\n\nבברכה', 'he'),
  says('Buongiorno,\n\nabbiamo pagato ieri con bonifico, dovrebbe arrivare domani.\n\n'
    + 'Cordiali saluti', 'it'),
  says('Bom dia,\n\npodemos pagar em duas prestações, agora e daqui a trinta dias?\n\nObrigada',
    'pt'),
  html('Guten Tag,\n\ndie Position 3 stimmt nicht, wir hatten zwei statt zwölf bestellt.',
    '<p>Guten Tag,</p><p>die Position 3 stimmt nicht:</p><table border="1"><tr><td>bestellt</td>'
    + '<td>2</td></tr><tr><td>berechnet</td><td>12</td></tr></table><p>Bitte korrigieren.</p>',
    'de'),
  says('Hello,\n\nthis should go to our head office, please send it to them.\n\nRegards', 'en'),
  says('Bonjour,\n\nnous contestons cette facture : la livraison est arrivée endommagée.\n\n'
    + 'Cordialement', 'fr'),
  says('Hej! Jag betalar på fredag, lovar. /Karin', 'sv'),
  absence('Ich bin bis zum 3. nicht im Büro. In dringenden Fällen hilft die Zentrale.',
    'Abwesenheitsnotiz', 'de'),
  says('Please call me before you send anything more, I am easier to reach by phone.', 'en'),
  html('Buenas tardes,\n\nadjunto el justificante; el importe sale hoy.',
    '<div><p>Buenas tardes,</p><p>el importe <strong>sale hoy</strong>.</p><hr><p>Un saludo</p>'
    + '</div>', 'es'),
  says('Können wir die Hälfte jetzt und die Hälfte im nächsten Monat zahlen?', 'de'),
  says('Dag,\n\nwij betalen vrijdag.\n\nGroeten', 'nl'),
  absence('Thank you for your message. Our office is closed for inventory until Thursday.',
    'Out of office', 'en'),
  says('Your bank details have changed, is that right? We pay as soon as you confirm.', 'en'),
  BOUNCE,
  says('Bonjour, je transmets à notre comptable.', 'fr'),
  absence('Estaré fuera de la oficina hasta el lunes.', 'Respuesta automática', 'es'),
  says('We pay tomorrow.', 'en'),
]
