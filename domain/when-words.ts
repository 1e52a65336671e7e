// “next Tuesday 9”, “in 3 days”, “Friday”: a moment as people write it, in four languages.
import { Temporal } from 'temporal-polyfill'
import { addDays, isDay, weekdayOf, type Day, type TimeOfDay } from './day.ts'

export interface When {
  on: Day
  /** Null: at the beginning of the day. */
  time: TimeOfDay | null
}

/** By English, German, French and Spanish; the first letters are enough, from three on. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['monday', 'montag', 'lundi', 'lunes'], ['tuesday', 'dienstag', 'mardi', 'martes'],
  ['wednesday', 'mittwoch', 'mercredi', 'miercoles'],
  ['thursday', 'donnerstag', 'jeudi', 'jueves'], ['friday', 'freitag', 'vendredi', 'viernes'],
  ['saturday', 'samstag', 'samedi', 'sabado'], ['sunday', 'sonntag', 'dimanche', 'domingo'],
]
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'januar', 'janvier', 'enero'], ['february', 'februar', 'fevrier', 'febrero'],
  ['march', 'marz', 'maerz', 'mars', 'marzo'], ['april', 'avril', 'abril'],
  ['may', 'mai', 'mayo'], ['june', 'juni', 'juin', 'junio'], ['july', 'juli', 'juillet', 'julio'],
  ['august', 'aout', 'agosto'], ['september', 'septembre', 'septiembre'],
  ['october', 'oktober', 'octobre', 'octubre'], ['november', 'novembre', 'noviembre'],
  ['december', 'dezember', 'decembre', 'diciembre'],
]
const TODAY = /^(?:today|heute|aujourd'?hui|hoy)\b/
const TOMORROW = /^(?:tomorrow|morgen|demain|manana)\b/
const NEXT = /^(?:next|nachste[nrs]?|kommende[nrs]?|(?:la |el )?(?:proxima|proximo))\s+/
const AFTER = /^\s*(?:prochaine?|next)\b/
const NEXT_WEEK = /^(?:next week|nachste woche|(?:la )?semaine prochaine|(?:la )?proxima semana)\b/
const IN = /^(?:in|dans|en)?\s*(\d{1,3}|an?|one|einem|einer|une?|una?)\s+/
const DAY_MONTH = /^(?<day>\d{1,2})(?:st|nd|rd|th|[.])? (?:de )?(?<month>[a-z]{3,})\b/
const MONTH_DAY = /^(?<month>[a-z]{3,}) (?<day>\d{1,2})(?:st|nd|rd|th)?\b/
const CLOCK = /^(?:at |@ ?|um |a las |a )?(\d{1,2})(?:[:.h](\d{2}))?\s*(h|uhr|am|pm)?$/
const UNITS: readonly (readonly [RegExp, 'hours' | 'days' | 'weeks' | 'months'])[] = [
  [/^(?:hours?|hrs?|stunden?|heures?|horas?)\b/, 'hours'],
  [/^(?:days?|tage?n?|jours?|dias?)\b/, 'days'],
  [/^(?:weeks?|wochen?|semaines?|semanas?)\b/, 'weeks'],
  [/^(?:months?|monate?n?|mois|mes(?:es)?)\b/, 'months'],
]

/** Null when it is not understood, or is over. */
export function readWhen(text: string, now: { day: Day; time: TimeOfDay }): When | null {
  const words = text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase().trim()
    .replace(/\s+/g, ' ').replace(/^(?:on|am|le|el|until|bis)\s+/, '')
  const found = ahead(words, now) ?? named(words, now.day)
    ?? { on: now.day, time: null, rest: words }
  const rest = found.rest.trim()
  const time = rest === '' ? found.time : timeOf(rest)
  if (rest !== '' && (time === null || found.time !== null)) return null
  if (rest === '' && words === '') return null
  const isOver = found.on < now.day
    || (found.on === now.day && (time === null || time <= now.time))
  return isOver ? null : { on: found.on, time }
}

interface Found extends When { rest: string }

/** So many hours, days, weeks or months from now. */
function ahead(words: string, now: { day: Day; time: TimeOfDay }): Found | null {
  const many = IN.exec(words)
  if (many === null) return null
  const rest = words.slice(many[0].length)
  for (const [unit, name] of UNITS) {
    const named = unit.exec(rest)
    if (named === null) continue
    const count = Number(many[1]) || 1
    const then = Temporal.PlainDateTime.from(`${now.day}T${now.time}`).add({ [name]: count })
    return {
      on: then.toPlainDate().toString(), rest: rest.slice(named[0].length),
      time: name !== 'hours' ? null : then.toPlainTime().toString().slice(0, 5),
    }
  }
  return null
}

function named(words: string, today: Day): Found | null {
  const at = (pattern: RegExp, on: Day): Found | null => {
    const match = pattern.exec(words)
    return match && { on, time: null, rest: words.slice(match[0].length) }
  }
  const iso = /^\d{4}-\d{2}-\d{2}\b/.exec(words)?.[0]
  if (iso !== undefined) return isDay(iso) ? at(/^\S+/, iso) : null
  return at(TODAY, today) ?? at(TOMORROW, addDays(today, 1))
    ?? at(NEXT_WEEK, addDays(today, 8 - weekdayOf(today))) ?? weekday(words, today)
    ?? dayOfMonth(words, today)
}

/** The coming one; a “next” one is that of next week. */
function weekday(words: string, today: Day): Found | null {
  const next = NEXT.exec(words)?.[0] ?? ''
  const word = /^[a-z]+/.exec(words.slice(next.length))?.[0] ?? ''
  const place = placeOf(WEEKDAYS, word)
  if (place === null) return null
  const rest = words.slice(next.length + word.length)
  const after = AFTER.exec(rest)?.[0] ?? ''
  const coming = addDays(today, ((place - weekdayOf(today) + 6) % 7) + 1)
  const isNext = next !== '' || after !== ''
  const monday = addDays(today, 8 - weekdayOf(today))
  return {
    on: isNext ? addDays(monday, place - 1) : coming, time: null, rest: rest.slice(after.length),
  }
}

function dayOfMonth(words: string, today: Day): Found | null {
  const match = DAY_MONTH.exec(words) ?? MONTH_DAY.exec(words)
  const month = placeOf(MONTHS, match?.groups?.['month'] ?? '')
  const day = Number(match?.groups?.['day'])
  if (match === null || month === null || !(day >= 1 && day <= 31)) return null
  const year = Number(today.slice(0, 4))
  const two = (part: number) => String(part).padStart(2, '0')
  const on = [year, year + 1].map((one) => `${one}-${two(month)}-${two(day)}`)
    .find((one) => isDay(one) && one >= today)
  return on === undefined ? null : { on, time: null, rest: words.slice(match[0].length) }
}

/** Counted from one. */
function placeOf(names: readonly (readonly string[])[], word: string): number | null {
  if (word.length < 3 && word !== 'mo' && word !== 'fr') return null
  const place = names.findIndex((some) => some.some((name) => name.startsWith(word)))
  return place === -1 ? null : place + 1
}

/** “9”, “9:30”, “14h”, “2 pm”, “at 9”. */
function timeOf(words: string): TimeOfDay | null {
  const match = CLOCK.exec(words)
  if (match === null) return null
  const half = match[3]
  const hour = Number(match[1])
  const isTwelve = half === 'am' || half === 'pm'
  if (hour > (isTwelve ? 12 : 23) || Number(match[2] ?? 0) > 59) return null
  const hours = isTwelve ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour
  return `${String(hours).padStart(2, '0')}:${match[2] ?? '00'}`
}
