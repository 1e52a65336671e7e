// What stands in the examples: names, addresses and sentences by the name of their field.

/** The moment at which the examples were taken. */
export const NOW = '2026-04-15T09:30:00.000Z'
export const TODAY = '2026-04-15'

/** What people paste: a very long name, an unbroken word, an address without a gap. */
export const LONG = 'Gesellschaft für internationale Vermögensverwaltung und Beteiligungen an '
  + 'Unternehmen des Maschinenbaus und der Elektrotechnik mbH & Co. Kommanditgesellschaft '
  + 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvertretung '
  + 'https://example.com/a/very/long/address/without/any/gap/in/it/at/all/0123456789012345678901'

/** Mostly absent in the life of a thing. */
export const NAMED_NULL = new RegExp('^(closed|ended|archived|away|revoked|deleted|put|read)|'
  + 'problem|'
  + '[eE]rror|nextCursor|returnsOn|warning|held$|question|removed|fault|rival|merged|erased')

export const NAMED_TRUE = /^(isActive|isOn|canSend|isReady|isVerified|isComplete|isRead|isDefault)$/

const COMPANIES = ['Ardent Works', 'Zwölf Maschinenbau GmbH', 'Boulangerie Léa', 'Northwind Tiles',
  'Ölmühle Süd', 'Gran Vía Textiles']
const PEOPLE = ['Mara Lindqvist', 'Jonas Weber', 'Léa Martin', 'Tom O’Neill', 'Ana Ruiz']
const SENTENCES = ['We pay on Friday, as agreed by phone.',
  'Two boxes came broken; please look at the invoice again.',
  'Your mail went to a colleague who left us.', 'Thank you, the transfer is on its way.']

const at = (words: readonly string[], index: number) => words[index % words.length] ?? ''
const two = (number: number) => String(number).padStart(2, '0')

const BY_NAME: readonly (readonly [RegExp, (index: number) => string])[] = [
  [/(^at|At|Since|^now)$/, (index) =>
    `2026-04-${two(14 - index % 13)}T0${index % 8}:15:00.000Z`],
  [/(On|day|today|Day)$/, (index) => `2026-04-${two(1 + index % 28)}`],
  [/^(month|period)/i, (index) => `2026-0${1 + index % 4}`],
  [/currenc/i, (index) => at(['EUR', 'USD', 'GBP', 'CHF'], index)],
  [/country/i, () => 'DE'], [/locale|language/i, () => 'en'],
  [/zone/i, () => 'Europe/Berlin'], [/phone|mobile/i, (index) => `+4915112345${two(index)}0`],
  [/customerName|organizationName|company|parentName/i, (index) => at(COMPANIES, index)],
  [/(owner|author|member|deputy|by|person|from)Name|^(by|who)$/i, (index) => at(PEOPLE, index)],
  [/workflowName/, () => 'Standard reminders'],
  [/^name$|Name$/, (index) => at(COMPANIES, index)],
  [/email|address|^from$|^to$|recipient/i, (index) => `office${index}@example.com`],
  [/number|reference/i, (index) => `INV-20${41 + index}`],
  [/subject|title/i, (index) => `Invoice INV-20${41 + index} is open`],
  [/url|link|href/i, () => 'https://duebox.example.com/p/example'],
  [/html/i, () => '<p>We pay on Friday.</p>'],
  [/code|value/i, (index) => `C${index}`],
  [/state|kind|status|channel/i, () => 'open'],
  [/^(id|key)$|Id$/, (index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`],
  [/fileName|file/i, (index) => `statement-${index}.pdf`], [/mediaType|contentType/i, () =>
    'application/pdf'],
]

export function textOf(name: string, index: number): string {
  const made = BY_NAME.find(([pattern]) => pattern.test(name))
  return made ? made[1](index) : at(SENTENCES, index)
}

/** For fields with a form of their own: the first that fits is taken. */
export const FIELD_WORDS = [
  'EUR', 'DE', 'en', '2026-04-15', '2026-04', '09:00', '09:00:00', NOW, 'Europe/Berlin',
  'a@example.com', '+4915112345678', '12', '1.5', 'a', 'aaaaaaaaaaaaaaaa', '#3f4ab0',
  'https://example.com/', 'new-00000000-0000-4000-8000-000000000000',
]
