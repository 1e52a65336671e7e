// Days told by a week or a month: end of the month, next week, mid-March, calendar week 24.
import { addDays, weekdayOf, type Day } from '../day.ts'
import { anyOf, MONTHS } from './day-words.ts'
import type { DayQuestion, DayRule, ReadDay } from './read-days.ts'

const NAME = anyOf(MONTHS.keys())
const END = '(?:(?:by |at )?(?:the )?(?:very )?end(?: of)?|bis(?: zum)? ende|zum ende|gegen '
  + 'ende|ende|'
  + "(?:d'ici )?(?:a )?(?:la )?fin(?: de)?|(?:a |para )?(?:el )?fin(?:al)?(?:es)?(?: de)?|"
  + '(?:entro )?(?:la )?fine(?: di)?|eind|einde|(?:no |ao |ate o )?(?:fim|final)(?: de| do)?|late)'
const MIDDLE = '(?:mid|middle of|mitte|mi|milieu(?: de)?|a mediados de|mediados de|meta|medio|'
  + 'halverwege|'
  + 'meados de|em meados de)'
const BEGIN = '(?:early|beginning of|start of|anfang|zu beginn|beginn|debut(?: de)?|a '
  + 'principios de|'
  + 'principios de|a comienzos de|inizio|begin|inicio de|no inicio de|comeco de)'
const PART = `(?:(${END})|(${MIDDLE})|(${BEGIN}))`
const THE = "(?: of)?(?: the| der| des| dieser| dieses| de la| de l'| l'| la| du| del| de| de "
  + "ce| ce|"
  + ' este| de este| esta| de esta| della| del| di| van de| da| do| this| diesen| questo| deze)?'
const NEXT = '(?:next|coming|following|kommenden?r?|nachsten?[rs]?|naechsten?[rs]?|proxim[ao]|'
  + 'prossim[ao]|volgende|komende)'
const NEXT_AFTER = '(?:prochaine?|suivante?|que viene|siguiente|que vem|prossim[ao])'
const WEEK = '(?:week|woche|semaine|semana|settimana)'
const MONTH = '(?:month|monats?|mois|mes|mese|maand)'
const ALONG = '(?:during|in the course of|im laufe|laufe|in|courant|dans le courant de|au cours de|'
  + 'en el transcurso de|durante|nel corso|in de loop van)'

export const PERIOD_DAYS: readonly DayRule[] = [
  {
    pattern: new RegExp('\\b(?:(anfang|beginning of|start of|early|debut|mitte|ende|'
      + 'end of) )?(?:kw|calendar week|kalenderwoche|week(?: no\\.?| number)?|semaine|semana|'
      + 'cw) ?(\\d{1,2})\\b(?! ?(?:days|tage|jours|dias))', 'g'),
    read: ([, part = '', week], question) => ofCalendarWeek(part, Number(week), question),
  },
  {
    pattern: new RegExp('\\b(?:month[- ]end|end of month|eom|monatsende|ultimo|'
      + 'fin de mes|fin du mois|fin de mois|fine mese|fim do mes|final do mes|maandeinde|'
      + '(?:a )?final(?:es)? de mes)\\b(?! prochain| que viene| proximo)', 'g'),
    read: (_, question) => endOfMonth(0, question, true),
  },
  {
    pattern: new RegExp(`\\b${PART}${THE} ?(?:(${NEXT}) ${WEEK}|${WEEK} (${NEXT_AFTER}))\\b`, 'g'),
    read: ([, end, middle], { receivedOn }) => ({
      day: addDays(mondayOf(receivedOn), end ? 11 : middle ? 9 : 8), isExact: false,
    }),
  },
  {
    pattern: new RegExp(`\\b${PART}${THE} ?(?:(${NEXT}) ${MONTH}|${MONTH} (${NEXT_AFTER}))\\b`,
      'g'),
    read: ([, end, middle], question) => end ? endOfMonth(1, question, true)
      : dayOfMonth(1, middle ? 15 : 5, question),
  },
  {
    pattern: new RegExp(`\\b${PART} ?-?${THE} ?(${NAME})\\b`, 'g'),
    read: ([, end, middle, , name], question) => ofMonthNamed(name, question,
      end ? 'end' : middle ? 15 : 5),
  },
  {
    // `fin de semana` is the weekend in Spanish and Portuguese; both end on a Sunday.
    pattern: new RegExp('\\b(?:weekend|week-end|wochenende|fin de semana|fim de semana|'
      + 'finde|fine settimana)\\b', 'g'),
    read: (_, { receivedOn }) => ({ day: sundayOf(receivedOn), isExact: false }),
  },
  {
    pattern: new RegExp(`\\b(?:${END})${THE} ?${WEEK}\\b|\\b(?:eow|finales de semana|fin de `
      + `semaine)\\b`,
      'g'),
    read: (_, question) => endOfWeek(question),
  },
  {
    pattern: new RegExp(`\\b${PART} ?-?${THE} ?${MONTH}\\b`, 'g'),
    read: ([, end, middle], question) => end ? endOfMonth(0, question, true)
      : dayOfMonth(0, middle ? 15 : 5, question),
  },
  {
    pattern: new RegExp(`\\b(?:${ALONG} )?(?:the |der |la |de |l')?(?:${NEXT} ${WEEK}|${WEEK} `
      + `${NEXT_AFTER})\\b`, 'g'),
    read: (_, { receivedOn }) => ({ day: addDays(mondayOf(receivedOn), 11), isExact: false }),
  },
  {
    pattern: new RegExp(`\\b(?:${ALONG} )?(?:the |des |le |el |al? )?(?:${NEXT} ${MONTH}|${MONTH} `
      + `${NEXT_AFTER})\\b`, 'g'),
    read: (_, question) => endOfMonth(1, question, false),
  },
  {
    pattern: new RegExp(`\\b(?:this|diese[rn]?|cette|de la|esta|questa|deze|dieser) ${WEEK}\\b`,
      'g'),
    read: (_, question) => endOfWeek(question),
  },
  {
    pattern: new RegExp(`\\b(?:this|diese[nsm]|ce|este|questo|deze|dieses) ${MONTH}\\b`, 'g'),
    read: (_, question) => endOfMonth(0, question, false),
  },
  {
    pattern: new RegExp('\\b(?:end of (?:the )?year|year[- ]end|jahresende|'
      + 'ende des jahres|fin d\'annee|fin de l\'annee|fin(?:al(?:es)?)? de(?:l)? ano|'
      + 'fine anno|fim do ano|eind van het jaar)\\b', 'g'),
    read: (_, { receivedOn }) => ({ day: `${receivedOn.slice(0, 4)}-12-31`, isExact: true }),
  },
  {
    pattern: new RegExp(`\\b(?:in|im|en|a|em|during|courant|im laufe des) (${NAME})\\b`, 'g'),
    read: ([, name], question) => ofMonthNamed(name, question, 'all'),
  },
]

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))
const sundayOf = (day: Day): Day => addDays(mondayOf(day), 6)

/** Friday; who writes on a weekend means the day they write on, or the Sunday. */
function endOfWeek({ receivedOn }: DayQuestion): ReadDay {
  const friday = addDays(mondayOf(receivedOn), 4)
  return { day: friday >= receivedOn ? friday : sundayOf(receivedOn), isExact: false }
}

const firstOf = (day: Day, more: number): Day => {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + more
  const year = String(Math.floor(months / 12)).padStart(4, '0')
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

const endOfMonth = (more: number, { receivedOn }: DayQuestion, isExact: boolean): ReadDay =>
  ({ day: addDays(firstOf(receivedOn, more + 1), -1), isExact })

function dayOfMonth(more: number, day: number, question: DayQuestion): ReadDay {
  const wanted = addDays(firstOf(question.receivedOn, more), day - 1)
  return wanted >= question.receivedOn ? { day: wanted, isExact: false }
    : { day: addDays(firstOf(question.receivedOn, more + 1), day - 1), isExact: false }
}

function ofMonthNamed(
  name: string | undefined, question: DayQuestion, part: 'end' | 'all' | number,
): ReadDay | null {
  const month = MONTHS.get(name ?? '')
  if (month === undefined || question.direction === 'past') return null
  const now = Number(question.receivedOn.slice(5, 7))
  const more = (month - now + 12) % 12
  if (more > 7) return null
  if (typeof part === 'number') {
    const day = addDays(firstOf(question.receivedOn, more), part - 1)
    return day >= question.receivedOn ? { day, isExact: false } : null
  }
  return endOfMonth(more, question, part === 'end')
}

/** ISO 8601: week 1 has the year's first Thursday. */
function ofCalendarWeek(part: string, week: number, question: DayQuestion): ReadDay | null {
  if (week < 1 || week > 53 || question.direction === 'past') return null
  const year = Number(question.receivedOn.slice(0, 4))
  const place = /^(?:anfang|beg|start|early|debut)/.test(part) ? 1 : part === 'mitte' ? 2 : 4
  for (const candidate of [year, year + 1]) {
    const day = addDays(mondayOf(`${candidate}-01-04`), (week - 1) * 7 + place)
    if (day >= question.receivedOn) return { day, isExact: false }
  }
  return null
}
