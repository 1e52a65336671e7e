// The wrong person was written to; who else is named, with a name and an address.
import { isConditional } from './doubts.ts'
import { findPhrase } from './phrases.ts'
import { isSaid, type Find, type Ground, type Reading } from './read-sentence.ts'
import type { OtherPerson, Suggestion } from './suggestion.ts'

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/
const CONTACT_ME = new RegExp('\\b(?:contact|reach|write to|e-?mail|call|ask) (?:me|'
  + 'us)\\b|\\bsie (?:mich|uns)\\b|\\ban (?:mich|uns)\\b|\\b(?:me|nous) (?:contacter|'
  + 'joindre)\\b|\\bcontactez-(?:moi|nous)\\b|\\bcont[aá]ct(?:e|en)(?:me|nos)\\b')
const ADVICE = /\b(?:payment|remittance|paiement|virement|pago) (?:advice|avis|confirmation)/
const COLLEAGUE = new RegExp('\\b(?:colleague|successor|department|accounts payable|'
  + 'accounting|finance|accountant|bookkeep\\w+|kolleg\\w+|nachfolger\\w*|buchhaltung|'
  + 'abteilung|kreditoren\\w*|collegue|successeur|comptab\\w+|service|companer[oa]|'
  + 'contabilidad|administracion|departamento|sucesor\\w*|instead|stattdessen|zustandig\\w*|'
  + 'ansprechpartner\\w*)\\b')

export function findWrongPeople(ground: Ground): Suggestion[] {
  const found: Suggestion[] = []
  for (const [index, reading] of ground.readings.entries()) {
    const find = wrongIn(ground, reading)
    if (find !== null) {
      const other = otherNear(ground, index)
      return [{
        kind: 'wrong_person', quote: reading.quote(find), confidence: 'clear', detail: other,
      }]
    }
    const instead = insteadIn(ground, reading)
    if (instead === null || found.length > 0 || ground.letter.kind === 'auto_reply') continue
    const other = personIn(reading, instead)
    if (other.email === null && !(other.name !== null && COLLEAGUE.test(reading.text))) continue
    found.push({
      kind: 'wrong_person', quote: reading.quote(instead), confidence: 'likely', detail: other,
    })
  }
  return found
}

function wrongIn(ground: Ground, reading: Reading): Find | null {
  for (const phrases of ground.languages) {
    const find = findPhrase(reading.text, phrases.wrongPerson)
    if (find === null || isSaid(reading, find) === 'asked') continue
    if (isConditional(reading.clause(find).text)) continue
    return find
  }
  return null
}

function insteadIn(ground: Ground, reading: Reading): Find | null {
  if (CONTACT_ME.test(reading.text) || reading.sentence.isQuestion) return null
  if (ADVICE.test(reading.text)) return null
  for (const phrases of ground.languages) {
    const find = findPhrase(reading.text, phrases.contactInstead)
    if (find !== null) return find
  }
  return null
}

/** In the sentence that says so, or one of the two behind it. */
export function otherNear(ground: Ground, index: number): OtherPerson {
  let best: OtherPerson = { name: null, email: null }
  for (const reading of ground.readings.slice(index, index + 3)) {
    const find = insteadIn(ground, reading)
    if (find === null) continue
    const person = personIn(reading, find)
    if (person.email !== null) return { name: person.name ?? best.name, email: person.email }
    if (best.name === null) best = person
  }
  return best
}

const TITLE = '(?:Mr|Mrs|Ms|Dr|Herrn?|Frau|Fr|Hr|M|Mme|Mlle|Sr|Sra|Srta|Don|Doña|Madame|Monsieur|'
  + 'Señora?)'
const WORD = "\\p{Lu}[\\p{L}'’-]{1,30}"
const NAME = new RegExp(`(?:^|[\\s(,:"])((?:${TITLE}\\.? )?${WORD}(?: (?:de |del |de la |von |`
  + `van |der |da )?${WORD}){0,2})`, 'gu')
const TITLED = new RegExp(`^${TITLE}(?![\\p{L}])`, 'u')
const NO_NAME = new RegExp('^(?:please|kindly|bitte|merci|veuillez|por favor|we|i|the|'
  + 'our|my|if|for|sorry|hello|hi|dear|hallo|guten|wir|ich|sie|wenden|senden|richten|unsere?|'
  + 'ihre?|kollegin|kollege[n]?|buchhaltung|abteilung|frau|herrn?|accounts?|payable|'
  + 'accounting|finance|department|contact|send|write|email|mail|e-mail|rechnungen|invoices?|'
  + 'nous|je|vous|notre|bonjour|contactez|contacter|adressez|service|para|el|la|los|nuestra?|'
  + 'mi|contacte|dirija|departamento|contabilidad|administracion|this|that|in|he|she|they|as|'
  + 'from|all|future|new|it|she|er|es|die|der|das|ab|zustandig|zukunftig|kunftig|son|sa|hola|'
  + 'buenos|estimad[oa]s?|ansprechpartner(?:in)?|verantwortlich|nachfolger(?:in)?|successor|'
  + 'colleague|monsieur|madame|team|vertretung|stellvertretung|neue[rn]?|new|nuev[oa]|nouveau|'
    + 'nouvelle)$')

function personIn(reading: Reading, find: Find): OtherPerson {
  const { text, folded } = reading.sentence
  const email = EMAIL.exec(text)?.[0].toLowerCase().replace(/[.-]+$/, '') ?? null
  const from = folded.at[find.from] ?? 0
  const written = text.slice(from).replace(EMAIL, ' ')
  for (const [, name = ''] of [...written.matchAll(NAME)].slice(0, 12)) {
    const words = name.split(' ').filter((word) => !NO_NAME.test(plain(word)))
    const titled = TITLED.exec(name)?.[0]
    if (words.length === 0 || plain(words[0] ?? '').length < 2) continue
    const shown = words.join(' ')
    return { name: titled && !shown.startsWith(titled) ? `${titled} ${shown}` : shown, email }
  }
  return { name: null, email }
}

const plain = (word: string): string =>
  word.normalize('NFD').replace(/[\u0300-\u036f.]/g, '').toLowerCase()
