// Days told from today: tomorrow, Friday, next Tuesday, within ten days, in two weeks.
import { addBusinessDays, addDays, MONDAY_TO_FRIDAY, weekdayOf, type Day } from '../day.ts'
import { anyOf, NUMBERS, SHORT_WEEKDAYS, WEEKDAYS } from './day-words.ts'
import type { DayQuestion, DayRule, ReadDay } from './read-days.ts'

const WEEKDAY = anyOf(WEEKDAYS.keys())
const SHORT = anyOf(SHORT_WEEKDAYS.keys())
const NUMBER = `\\d{1,3}|${anyOf(NUMBERS.keys())}`
const NEXT_WEEK = '(?:(?:of )?(?:the )?next week|(?:in |der )?(?:nachster|kommender|naechster|'
  + 'nachste|kommende|naechste)n? woche|(?:de )?(?:la )?semaine prochaine|(?:de )?(?:la )?'
  + '(?:proxima semana|semana que viene)|(?:della )?(?:prossima settimana|settimana prossima)|'
  + '(?:van )?(?:volgende|komende) week|(?:da )?(?:proxima semana|semana que vem))'
const OF_A_PAPER = '(?! (?:of|from|after|following|ab|nach|seit|apres|a compter|a partir|desde|'
  + 'despues|tras|dalla?|na|apos) (?:the |der |dem |de |la |del |your |ihrer? )?(?:date|invoice|'
  + 'receipt|rechnung\\w*|erhalt|eingang|lieferung|wareneingang|delivery|approval|facture|'
    + 'reception|'
  + 'factura|recepcion|fecha|fattura|ricevimento|ontvangst|factuur\\w*|fatura|recebimento))'

const away = (days: number) => (_: readonly (string | undefined)[], { receivedOn }: DayQuestion) =>
  ({ day: addDays(receivedOn, days), isExact: true })

export const NEAR_DAYS: readonly DayRule[] = [
  {
    pattern: new RegExp('\\b(?:day after tomorrow|ubermorgen|uebermorgen|'
      + 'apres[- ]demain|pasado manana|dopodomani|overmorgen|depois de amanha)\\b', 'g'),
    read: away(2),
  },
  {
    pattern: new RegExp('\\b(?:day before yesterday|vorgestern|avant-hier|anteayer|'
      + 'antes de ayer|antier|l\'altro ieri|eergisteren|anteontem)\\b', 'g'),
    read: away(-2),
  },
  {
    pattern: new RegExp(`\\b(${WEEKDAY})\\s?(?:week\\b|in einer woche|en huit|in acht tagen)|`
      + `\\ba week (?:on|from) (${WEEKDAY})\\b`, 'g'),
    read: ([, first, second], question) =>
      weekday(first ?? second, question, 7),
  },
  {
    pattern: new RegExp(`\\b(${WEEKDAY})(?: in)?,? ${NEXT_WEEK}|${NEXT_WEEK},?(?: on| am| le| el|`
      + ` op| na)? (${WEEKDAY})\\b`, 'g'),
    read: ([, first, second], question) => ofNextWeek(first ?? second, question),
  },
  {
    pattern: new RegExp(`\\b(next|following) (${WEEKDAY}|${SHORT})\\b`, 'g'),
    read: ([, , name], question) => nextInEnglish(name, question),
  },
  {
    pattern: new RegExp(`\\b(last|past|previous|letzten|vergangenen|vorigen) (${WEEKDAY})\\b|`
      + `\\b(${WEEKDAY}) (?:dernier|pasado|scorso|passada|passado|jongstleden)\\b`, 'g'),
    read: ([, , first, second], question) => question.direction === 'past'
      ? weekday(first ?? second, question, 0) : null,
  },
  {
    pattern: new RegExp(`\\b(${WEEKDAY})\\b(?:s\\b)?`, 'g'),
    read: ([, name], question) => weekday(name, question, 0),
  },
  {
    pattern: new RegExp(`\\b(?:on|by|until|till|this|before|na|ate|esta) (${SHORT})\\b`, 'g'),
    read: ([, name], question) => weekday(name, question, 0),
  },
  {
    pattern: new RegExp('\\b(?:in|within|over|inside|innerhalb(?: von| der)?|binnen|nach|dans|sous|'
      + "d'ici|en|dentro de|entro|tra|fra|em|no prazo de|(?:sous|dans) un delai (?:maximum )?de|"
      + 'en (?:un|el) plazo (?:maximo )?de|nei|nos|en los)(?: the| the next| next| about| around| '
      + 'approximately| ca\\.?| etwa| spatestens| den nachsten| der nachsten| les| maximum| '
        + 'max\\.?|'
      + ' unos| los proximos| proximos| prossimi| proximos| de komende| circa| at most| max)? '
      + `(?:(?:${NUMBER})(?: ?- ?| to | or | bis | oder | a | ou | o | of ))?(${NUMBER}) (?:full )?`
      + '((?:business|working|banking|bank|arbeits|werk|bank|werktage?n?|weitere[nr]?)? ?)'
      + '(days?|weeks?|months?|hours?|tage?n?|wochen?|monate?n?|stunden?|jours?|semaines?|mois|'
      + 'heures?|h|hs|dias?|semanas?|mes(?:es)?|horas?|giorn[io]|settiman[ae]|mes[ei]|ore|'
        + 'dag(?:en)?|'
      + 'weken|maand(?:en)?|uur)\\b( (?:ouvres|ouvrables|habiles|laborables|lavorativi|uteis))?'
      + OF_A_PAPER, 'g'),
    read: ([, count, before = '', unit = '', behind], question) => {
      const isBusiness = behind !== undefined || before.trim() !== ''
      return later(count, unit, isBusiness, question)
    },
  },
  {
    pattern: new RegExp(`\\b(${NUMBER}) (days?|weeks?) from (?:now|today)\\b`, 'g'),
    read: ([, count, unit = ''], question) => later(count, unit, false, question),
  },
  { pattern: /\bsous huitaine\b|\bin acht tagen\b/g, read: away(8) },
  { pattern: /\b(?:sous quinzaine|in a fortnight|within a fortnight)\b/g, read: away(14) },
  {
    // “Guten Morgen” and “por la mañana” are no days.
    pattern: new RegExp('(?<!\\b(?:guten|schonen|schoenen|goede|'
      + 'heute) )\\bmorgen\\b(?!\\w)|\\b(?:tomorrow|tmrw|demain|domani|amanha)\\b|'
      + '(?<!\\bla )\\bmanana\\b', 'g'),
    read: away(1),
  },
  {
    pattern: new RegExp('\\b(?:today|tonight|this (?:morning|afternoon|evening)|heute|'
      + 'aujourd\'hui|hoy|oggi|vandaag|hoje|(?:(?:end|close) of (?:the )?(?:day|business)|'
      + 'eod|cob)(?!,? (?:on )?(?:\\0|tomorrow|\\d|the))|ce (?:matin|soir|jour)|'
      + 'cet apres-midi|dans la journee|im laufe des tages|durante el dia|esta (?:manana|'
        + 'tarde)|heden)\\b', 'g'),
    read: away(0),
  },
  {
    pattern: /\b(?:yesterday|gestern|ayer|ieri|gisteren|ontem)\b/g,
    read: away(-1),
  },
  {
    // In German `hier` is a place.
    pattern: /\bhier\b/g,
    read: (_, { receivedOn, language }) => language === 'fr'
      ? { day: addDays(receivedOn, -1), isExact: true } : null,
  },
]

function numberOf(name: string | undefined): number {
  return WEEKDAYS.get(name ?? '') ?? SHORT_WEEKDAYS.get(name ?? '') ?? 1
}

/** The next such day after today, or the last before; `more` days on. */
function weekday(name: string | undefined, question: DayQuestion, more: number): ReadDay {
  const { receivedOn, direction } = question
  const gap = (numberOf(name) - weekdayOf(receivedOn) + 7) % 7
  if (direction === 'past') {
    return { day: addDays(receivedOn, gap === 0 ? -7 : gap - 7), isExact: true }
  }
  return { day: addDays(receivedOn, (gap === 0 ? 7 : gap) + more), isExact: true }
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

const ofNextWeek = (name: string | undefined, { receivedOn }: DayQuestion): ReadDay =>
  ({ day: addDays(mondayOf(receivedOn), 6 + numberOf(name)), isExact: true })

/** “Next Friday” said on a Tuesday is a Friday that half the readers see elsewhere. */
function nextInEnglish(name: string | undefined, question: DayQuestion): ReadDay {
  const coming = weekday(name, question, 0)
  const later = ofNextWeek(name, question)
  return { day: later.day, isExact: later.day === coming.day }
}

const MOST_DAYS = 366

function later(
  count: string | undefined, unit: string, isBusiness: boolean, { receivedOn }: DayQuestion,
): ReadDay | null {
  const number = NUMBERS.get(count ?? '') ?? Number(count)
  if (!Number.isInteger(number) || number < 1) return null
  const isVague = count === 'a few' || count === 'few' || count === 'a couple of'
  if (isBusiness) {
    if (number > 120) return null
    return { day: addBusinessDays(receivedOn, number, MONDAY_TO_FRIDAY), isExact: !isVague }
  }
  const days = number * daysIn(unit)
  const rounded = /^(?:h|o|stund|uur)/.test(unit) ? Math.ceil(number / 24) : days
  return rounded > MOST_DAYS ? null : { day: addDays(receivedOn, rounded), isExact: !isVague }
}

/** A month counts 30 days: whoever says “in a month” means no more than that. */
function daysIn(unit: string): number {
  if (/^(?:week|woche|semain|seman|settiman|weken)/.test(unit)) return 7
  return /^(?:month|monat|mois|mes|maand)/.test(unit) ? 30 : 1
}
