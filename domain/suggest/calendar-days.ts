// Days written with numbers or a month's name: 13.3., 3/13/2026, 13 March, March 13th, 2026-03-13.
import { addDays, daysBetween, isDay, type Day } from '../day.ts'
import { anyOf, MONTHS, SHORT_MONTHS } from './day-words.ts'
import type { DayQuestion, DayRule, ReadDay } from './read-days.ts'

const MONTH = anyOf([...MONTHS.keys(), ...SHORT_MONTHS.keys()])
const OF = '(?: ?(?:of|de|do|di|del))?'
const YEAR = "(?:(?:,? | ?(?:de|del|do) )?(20\\d{2}|'\\d{2})(?!\\d))?"

export const CALENDAR_DAYS: readonly DayRule[] = [
  {
    pattern: /(?<![\d/.-])(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/-])/g,
    read: ([, year, month, day], question) => ofNumbers({ year, month, day }, question),
  },
  {
    // 13.3.2026, 13.03.26, 13.3.; a lone `13.3` is rather an amount or a version.
    pattern: new RegExp('(?<![\\d/.,-])(\\d{1,2})\\. ?(\\d{1,2})(?:\\. ?(20\\d{2}|'
      + '\\d{2}(?![\\d.,]))|\\.(?!\\d)|(?= (?:is|uber|per|via|an|zahl|bezahl|begl|wird|'
      + 'werden)|$|[,;!?]))', 'g'),
    read: ([, day, month, year], question) => ofNumbers({ year, month, day }, question),
  },
  {
    pattern: /(?<![\w/.,-])(\d{1,2})([/-])(\d{1,2})(?:\2(20\d{2}|\d{2}))?(?![\d/%-]|[.,]\d)/g,
    read: ([, first, sign, second, year], question) =>
      (sign === '-' && year === undefined ? null : ofEither({ first, second, year }, question)),
  },
  {
    pattern: new RegExp(`(?<![\\w.,/]|[a-z#]-)(\\d{1,2})(?:\\.|st|nd|rd|th|er|ro|do|to|e|de|o)?`
      + `${OF} ?(${MONTH})\\b\\.?${YEAR}`, 'g'),
    read: ([, day, name, year], question) => ofName(day, name, { year, question }),
  },
  {
    pattern: new RegExp(`\\b(${MONTH})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d%]|[.,/]\\d| ?`
      + `(?:eur|€|\\$|days|business|working|h\\b))${YEAR}`, 'g'),
    read: ([, name, day, year], question) => ofName(day, name, { year, question }),
  },
  {
    pattern: new RegExp('\\b(?:on the|by the|until the|before the|the|am|bis zum|bis|zum|vom|'
      + 'ab dem|'
      + "le|du|jusqu'au|el(?: dia)?|hasta el|dia|il(?: giorno)?|entro il|de|op de|op|ate dia|"
        + "no dia) "
      + '(\\d{1,2})(?:st|nd|rd|th|er|e|\\.)?(?= (?:of (?:this|the|next) month|de este mes|del mes|'
      + 'de ce mois|du mois|dieses monats|de este|do mes|del mese|van deze maand)|[,;!?)]|'
        + '\\.?$|\\.? '
      + '(?!%|eur|euros?|€|\\$|\\d|percent|prozent|por ciento|pour ?cent|days|tage|jours|dias|kw|'
      + 'invoices|rechnungen|factures|facturas|items|stuck|unidades))', 'g'),
    read: ([all = '', day], question) => {
      // `the 15` may be anything; `the 15th` is a day.
      const isBare = /^(?:the|de|op|du|vom|bis) \d+$/.test(all)
      return isBare ? null : ofDayInMonth(Number(day), question)
    },
  },
]

interface Numbers { year: string | undefined; month: string | undefined; day: string | undefined }

const NEXT_YEAR_DAYS = 200

function ofNumbers({ year, month, day }: Numbers, question: DayQuestion): ReadDay | null {
  const [monthNumber, dayNumber] = [Number(month), Number(day)]
  if (year === undefined) return withoutYear(monthNumber, dayNumber, question)
  const full = year.replace("'", '')
  const civil = dayOf(full.length === 2 ? 2000 + Number(full) : Number(full), monthNumber,
    dayNumber)
  return civil === null ? null : { day: civil, isExact: true }
}

/** Without a year: the nearest in the direction asked for, and not most of a year away. */
function withoutYear(month: number, day: number, question: DayQuestion): ReadDay | null {
  const { receivedOn, direction } = question
  const year = Number(receivedOn.slice(0, 4))
  for (const candidate of [year - 1, year, year + 1]) {
    const civil = dayOf(candidate, month, day)
    if (civil === null) continue
    const ahead = daysBetween(receivedOn, civil) * (direction === 'coming' ? 1 : -1)
    if (ahead >= 0 && ahead <= NEXT_YEAR_DAYS) return { day: civil, isExact: true }
  }
  return null
}

function ofEither(
  given: { first: string | undefined; second: string | undefined; year: string | undefined },
  question: DayQuestion,
): ReadDay | null {
  const { first, second, year } = given
  const dayFirst = inReach(ofNumbers({ year, day: first, month: second }, question), question)
  const monthFirst = inReach(ofNumbers({ year, day: second, month: first }, question), question)
  const isMonthFirst = question.isMonthFirst ?? false
  const [wanted, other] = isMonthFirst ? [monthFirst, dayFirst] : [dayFirst, monthFirst]
  if (wanted === null) return other
  const isOpen = question.isMonthFirst === null && question.language === 'en'
    && other !== null && other.day !== wanted.day
  return { day: wanted.day, isExact: !isOpen }
}

function inReach(read: ReadDay | null, { receivedOn, direction }: DayQuestion): ReadDay | null {
  if (read === null) return null
  const ahead = daysBetween(receivedOn, read.day) * (direction === 'coming' ? 1 : -1)
  return ahead >= 0 && ahead <= 366 ? read : null
}

function ofName(
  day: string | undefined, name: string | undefined,
  given: { year: string | undefined; question: DayQuestion },
): ReadDay | null {
  const month = MONTHS.get(name ?? '') ?? SHORT_MONTHS.get(name ?? '')
  return ofNumbers({ year: given.year, month: String(month), day }, given.question)
}

/** `the 15th`: the next one that comes, or the last that was. */
function ofDayInMonth(day: number, { receivedOn, direction }: DayQuestion): ReadDay | null {
  if (day < 1 || day > 31) return null
  const step = direction === 'coming' ? 1 : -1
  for (let away = 0; away <= 62; away++) {
    const civil = addDays(receivedOn, away * step)
    if (Number(civil.slice(8)) === day) return { day: civil, isExact: true }
  }
  return null
}

function dayOf(year: number, month: number, day: number): Day | null {
  const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'),
    String(day).padStart(2, '0')].join('-')
  return isDay(text) ? text : null
}
