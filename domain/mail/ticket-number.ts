// The number under which a customer's ticket system filed our mail, read from its confirmation.
import { oneLine } from './answer-mail.ts'

const MOST_READ = 4_000
const MOST_SUBJECT = 500

// In a subject the brackets are the system's own: kept as they are, for it looks for just that.
const BRACKETED = [
  /\[#\s?[A-Z]{0,8}-?\d{3,20}\]/i,
  new RegExp('\\[(?:ticket|case|request|incident|anfrage|vorgang|fall|demande|dossier|caso|'
    + 'solicitud)[ :-]{0,2}(?:(?:id|no\\.?|nr\\.?|n°|nº)[ :]{0,2})?#?:?\\s?[A-Z]{0,8}-?'
    + '\\d{3,20}\\]',
  'i'),
  /\[[\w.-]{1,60} #\d{1,12}\]/,
  /\[[A-Z]{2,10}-\d{1,8}\]/,
  /\(#\d{3,20}\)/,
]

const NUMBER = '#?((?:[A-Z]{2,8}-?)?\\d{3,20})'
const SIGN = '\\s{0,2}(?:(?:is|lautet|ist|est|es)\\s{0,2})?[:#=]?\\s{0,2}'

// A number counts only right behind a word that says whose it is.
const SAID = [
  // English
  `\\b(?:ticket|case|incident|request|enquiry|inquiry)\\s{0,2}(?:id|no\\.?|nr\\.?|number|ref|`
    + `reference(?: number)?)${SIGN}${NUMBER}`,
  `\\b(?:ticket|request|case|incident)\\s{0,2}[(]?#\\s?${NUMBER}`,
  `\\bcase\\s(0\\d{5,19})`,
  `\\b(?:incident|request|case)\\s((?:INC|REQ|RITM|CS|SR)\\d{5,12})`,
  '\\b(?:ticket|case|request)\\s(?:has\\sbeen|was)\\s(?:created|opened|logged|registered)\\s'
    + `(?:with|under)\\s(?:the\\s)?(?:id|number|no\\.?|reference)${SIGN}${NUMBER}`,
  // German
  '\\b(?:ticket|vorgangs?|fall|anfragen?|bearbeitungs|st[öo]rungs)-?\\s?(?:nummer|nr\\.?|id)'
    + `${SIGN}${NUMBER}`,
  `\\b(?:vorgang|anfrage)\\s#\\s?${NUMBER}`,
  // French
  '\\bnum[ée]ro\\s(?:de\\s(?:votre\\s)?|du\\s)?(?:ticket|dossier|demande|suivi)'
    + `${SIGN}${NUMBER}`,
  `\\b(?:ticket|dossier|demande)\\s(?:n[°ºo]\\.?|num[ée]ro)${SIGN}${NUMBER}`,
  `\\br[ée]f[ée]rence\\s(?:de\\s(?:votre\\s)?|du\\s)(?:ticket|dossier|demande)${SIGN}${NUMBER}`,
  // Spanish
  '\\bn[úu]mero\\s(?:de\\s(?:su\\s)?|del\\s)(?:ticket|caso|incidencia|solicitud|expediente)'
    + `${SIGN}${NUMBER}`,
  `\\b(?:ticket|caso|incidencia|solicitud)\\s(?:n[°ºo.]{1,2}|n[úu]mero)${SIGN}${NUMBER}`,
].map((text) => new RegExp(`${text}(?![\\d/.-]*\\d)`, 'iu'))

/**
 * As it goes into a subject, such as “[#4711]”; null where nothing is surely one. Whatever stood in
 * our own mail is ours and no ticket.
 */
export function findTicketMark(
  mail: { subject: string; text: string }, ours: string,
): string | null {
  const own = ours.toLowerCase()
  const subject = oneLine(mail.subject)
  for (const form of BRACKETED) {
    const mark = form.exec(subject)?.[0]
    if (mark !== undefined && !own.includes(bare(mark).toLowerCase())) {
      return mark.startsWith('(') ? `[${mark.slice(1, -1)}]` : mark
    }
  }
  const text = oneLine(`${subject} . ${mail.text.slice(0, MOST_READ)}`)
  for (const form of SAID) {
    const number = form.exec(text)?.[1]
    if (number !== undefined && !own.includes(number.toLowerCase())) return `[#${number}]`
  }
  return null
}

const bare = (mark: string): string => /[A-Z]{0,10}-?\d+(?=[\])]$)/i.exec(mark)?.[0] ?? mark

/** The subject with the mark behind it, once; one that has no room for it stays as it is. */
export function withTicketMark(subject: string, mark: string | null): string {
  if (mark === null || subject === '' || subject.includes(mark)) return subject
  const named = `${subject} ${mark}`
  return named.length > MOST_SUBJECT ? subject : named
}
