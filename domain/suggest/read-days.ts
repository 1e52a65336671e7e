// Finds the days that a sentence speaks of, absolute and relative, in seven languages.
import { addDays, daysBetween, type Day } from '../day.ts'
import { CALENDAR_DAYS } from './calendar-days.ts'
import { NEAR_DAYS } from './near-days.ts'
import { PERIOD_DAYS } from './period-days.ts'

export interface FoundDay {
  day: Day
  from: number
  to: number
  /** The words name one day; otherwise it is the end of a period, or has a second reading. */
  isExact: boolean
}

export interface DayQuestion {
  receivedOn: Day
  /** Promises and returns lie ahead; payments made lie behind. */
  direction: 'coming' | 'past'
  /** Month first, as in en-US; null where the writer's habit is not known. */
  isMonthFirst: boolean | null
  language: string
}

export interface DayRule {
  pattern: RegExp
  read: (words: readonly (string | undefined)[], question: DayQuestion) => ReadDay | null
}
export interface ReadDay {
  day: Day
  isExact: boolean
}

const RULES: readonly DayRule[] = [...CALENDAR_DAYS, ...PERIOD_DAYS, ...NEAR_DAYS]
const MOST_FOUND = 20
const FARTHEST_DAYS = 400
/** Days before these belong to something else: an invoice, a due date, a letter. */
const OF_SOMETHING_ELSE = new RegExp('(?:(?:invoices?|bill|order|statement|e?-?mail|letter|'
  + 'reminder|'
  + 'rechnung(?:en)?|schreiben|mahnung|bestellung|nachricht|facture|courrier|relance|commande|'
    + 'message|'
  + 'factura|pedido|correo|carta|fattura|factuur|fatura)(?: (?:n|no|nr|number|n[ro]o)\\.?)?'
  + '(?: ?[#\\w-]*\\d[\\w/-]*)?,? ?(?:of|from|dated|issued(?: on)?|vom|du|de(?:l|t)?|van|da|do|'
  + 'emise? le|datee? du|con fecha(?: de)?|de fecha)|\\bdated|(?:due(?: date)?|'
    + 'fallig(?:keit)?|faellig|'
  + 'echue?|echeance|vencimiento|vencida|vence|scadenza|vervaldatum)(?: (?:on|by|am|seit|zum|'
    + 'le|el|il|op|is|'
  + 'was|war|ist|du|del|:)){0,2})(?: the)? $')

/** In the order of the text. What one rule has read is blank to the next: none is found twice. */
export function readDays(text: string, question: DayQuestion): FoundDay[] {
  const found: FoundDay[] = []
  let rest = text
  for (const rule of RULES) {
    for (const match of [...rest.matchAll(rule.pattern)].slice(0, MOST_FOUND)) {
      const read = rule.read(match, question)
      if (read === null) continue
      const [from, to] = [match.index, match.index + match[0].length]
      rest = rest.slice(0, from) + '\u0000'.repeat(to - from) + rest.slice(to)
      if (!isFit(read.day, question)) continue
      if (OF_SOMETHING_ELSE.test(text.slice(Math.max(0, from - 60), from))) continue
      found.push({ ...read, from, to })
    }
  }
  const inOrder = found.toSorted((a, b) => a.from - b.from)
  return inOrder.filter((day, index) => !isNamedAgain(text, day, inOrder[index + 1]))
}

/** “Monday, 16 March”: the date says it all, even where the weekday does not fit. */
function isNamedAgain(text: string, day: FoundDay, next: FoundDay | undefined): boolean {
  if (next === undefined || !/^\p{L}[\p{L}-]*$/u.test(text.slice(day.from, day.to))) return false
  return /^,? ?(?:the |den |dem |le |el |dia |il |de )?$/.test(text.slice(day.to, next.from))
    && /\d/.test(text.slice(next.from, next.to))
}

function isFit(day: Day, { receivedOn, direction }: DayQuestion): boolean {
  const ahead = daysBetween(receivedOn, day)
  return direction === 'coming' ? ahead >= 0 && ahead <= FARTHEST_DAYS
    : ahead <= 0 && ahead >= -FARTHEST_DAYS
}

/** The one that goes with a find: the next behind it, else the last before it. */
export function dayFor(
  days: readonly FoundDay[], find: { from: number; to: number },
): FoundDay | null {
  return days.find((day) => day.from >= find.from) ?? days.at(-1) ?? null
}

export const nextDay = (day: Day): Day => addDays(day, 1)
