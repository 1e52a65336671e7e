// The words for days in seven languages, all folded: weekdays, months, numbers, near days.

const table = (lines: readonly string[]): Map<string, number> =>
  new Map(lines.flatMap((line, index) =>
    line.split(' ').map((word) => [word.replaceAll('_', ' '), index + 1] as const)))

/** Monday is 1. Full names of English, German, French, Spanish, Italian, Dutch, Portuguese. */
export const WEEKDAYS = table([
  'monday montag lundi lunes lunedi maandag segunda-feira',
  'tuesday dienstag mardi martes martedi dinsdag terca-feira',
  'wednesday mittwoch mercredi miercoles mercoledi woensdag quarta-feira wensday wendesday',
  'thursday donnerstag jeudi jueves giovedi donderdag quinta-feira thurs',
  'friday freitag vendredi viernes venerdi vrijdag sexta-feira',
  'saturday samstag sonnabend samedi sabado sabato zaterdag',
  'sunday sonntag dimanche domingo domenica zondag',
])
/** Only behind a word like `on` or `by`. */
export const SHORT_WEEKDAYS = table([
  'mon segunda', 'tue tues terca', 'wed quarta', 'thu thur quinta', 'fri sexta', 'sat', 'sun',
])
export const MONTHS = table([
  'january januar janner jaenner janvier enero gennaio januari janeiro',
  'february februar fevrier febrero febbraio februari fevereiro',
  'march marz maerz mars marzo maart marco',
  'april avril abril aprile',
  'may mai mayo maggio mei maio',
  'june juni juin junio giugno junho',
  'july juli juillet julio luglio julho',
  'august aout agosto augustus',
  'september septembre septiembre setiembre settembre setembro',
  'october oktober octobre octubre ottobre outubro',
  'november novembre noviembre novembro',
  'december dezember decembre diciembre dicembre dezembro',
])
/** Only beside the number of a day. */
export const SHORT_MONTHS = table([
  'jan janv ene gen', 'feb fevr fev febr', 'mar mrz mrt', 'apr avr abr', 'mag', 'jun giu',
  'jul juil lug', 'aug ago', 'sep sept set', 'oct okt ott out', 'nov', 'dec dez dic',
])
export const isMonth = (word: string): boolean => MONTHS.has(word) || SHORT_MONTHS.has(word)

export const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['a', 1], ['an', 1], ['one', 1], ['ein', 1], ['eine', 1], ['einem', 1], ['einer', 1], ['eines',
    1],
  ['un', 1], ['une', 1], ['una', 1], ['uno', 1], ['een', 1], ['um', 1], ['uma', 1],
  ['a couple of', 2], ['two', 2], ['zwei', 2], ['deux', 2], ['dos', 2], ['due', 2], ['twee', 2],
  ['dois', 2], ['duas', 2], ['a few', 3], ['few', 3], ['three', 3], ['drei', 3], ['trois', 3],
  ['tres', 3], ['tre', 3], ['drie', 3], ['four', 4], ['vier', 4], ['quatre', 4], ['cuatro', 4],
  ['quattro', 4], ['quatro', 4], ['five', 5], ['funf', 5], ['fuenf', 5], ['cinq', 5], ['cinco', 5],
  ['cinque', 5], ['vijf', 5], ['six', 6], ['sechs', 6], ['seis', 6], ['sei', 6], ['zes', 6],
  ['seven', 7], ['sieben', 7], ['sept', 7], ['siete', 7], ['sette', 7], ['zeven', 7], ['sete', 7],
  ['eight', 8], ['acht', 8], ['huit', 8], ['ocho', 8], ['otto', 8], ['oito', 8],
  ['ten', 10], ['zehn', 10], ['dix', 10], ['diez', 10], ['dieci', 10], ['tien', 10], ['dez', 10],
  ['twelve', 12], ['zwolf', 12], ['fourteen', 14], ['vierzehn', 14], ['quatorze', 14],
  ['fifteen', 15], ['quinze', 15], ['quince', 15], ['thirty', 30], ['dreissig', 30],
  ['trente', 30], ['treinta', 30],
])

/** Alternatives of a pattern, the longest first so that none hides another. */
export const anyOf = (words: Iterable<string>): string =>
  [...words].toSorted((a, b) => b.length - a.length).join('|')
