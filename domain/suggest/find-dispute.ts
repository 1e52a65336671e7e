// A dispute: what is contested, why, and how much of it.
import { isAsking, isNegated, isWish } from './doubts.ts'
import { findPhrase, findPhrases } from './phrases.ts'
import { isSaid, type Find, type Ground, type Reading } from './read-sentence.ts'
import type { DisputeReason, Suggestion } from './suggestion.ts'
import { aboutWhich } from './which-invoices.ts'

/** These say no by themselves: `did not receive`, `stimmt nicht`. */
const NEGATION_WORD = new RegExp('\\b(?:not|never|no|nicht|nie|kein\\w*|pas|jamais|ne|'
  + 'nunca|non|niet|geen|nao|\\w+n\'t|sin|sans|ohne|without|weder|refus\\w+|aucun\\w*|'
  + 'ningun\\w*|falsch\\w*)\\b|\\bn\'')
const SETTLED = new RegExp('\\b(?:has been (?:resolved|settled|corrected|clarified)|resolved|'
  + 'no longer|thank you for the (?:credit|corrected)|'
  + 'received (?:the|your) (?:credit|corrected)|erledigt|geklart|geklaert|hat sich '
    + '(?:erledigt|geklart)|resolue?|regle le litige|'
  + 'resuelt[oa]|danke fur die (?:gutschrift|korrektur)|gutschrift (?:ist )?erhalten|merci '
    + 'pour l\'avoir|avoir bien recu|gracias por (?:el abono|la factura))\\b')
const ABOUT_MAIL = new RegExp('\\b(?:e-?mails?|mails?|message|nachricht|courriel|'
  + 'correo|mahnung erhalten|invoice copy|copy of the invoice|rechnungskopie|'
  + 'copie de la facture|copia de la factura)\\b')

export function findDisputes(ground: Ground): Suggestion[] {
  return ground.readings.flatMap((reading) => {
    for (const phrases of ground.languages) {
      for (const [reason, list] of phrases.dispute) {
        const find = findPhrases(reading.text, list).find((one) =>
          isMeant(reading, one, reason))
        if (find === undefined) continue
        // The missing order number is another matter than missing goods.
        if (findPhrase(reading.text, phrases.purchaseOrder)) continue
        if (reason === 'credit_expected' && findPhrase(reading.text, phrases.paid)) continue
        return [toSuggestion(ground, reading, { find, reason })]
      }
    }
    return []
  })
}

const WHY = /^(?:hi,? |hello,? )?¿?(?:why|warum|wieso|pourquoi|por que|perche|waarom)\b/

/** What will be disputed one day is not disputed now. */
const THREAT = /^(?:if|unless|should you|wenn|falls|sollten?|sofern|si|se|als|indien)\b/

function isMeant(reading: Reading, find: Find, reason: DisputeReason): boolean {
  const words = reading.text.slice(find.from, find.to)
  const clause = reading.clause(find)
  const isWhy = WHY.test(reading.text.trim())
  const isWhere = reason === 'credit_expected' && /^where|^wo |^ou |^donde/.test(reading.text)
  if (isSaid(reading, find) === 'asked' && !isWhy && !isWhere
    && isAsking(clause.text.trim())) return false
  if (SETTLED.test(reading.text) || THREAT.test(reading.text.trimStart())) return false
  if (reason === 'not_received' && ABOUT_MAIL.test(clause.text)) return false
  if (/\b(?:if|falls|wenn|si|in case|should you|sofern)\b/.test(clause.text.slice(0,
    find.from - clause.from))) return false
  if (NEGATION_WORD.test(words)) return true
  const outside = clause.text.slice(0, Math.max(0, find.from - clause.from))
    + ' ' + clause.text.slice(Math.max(0, find.to - clause.from))
  return !isNegated(outside) && !(isWish(words) && reason === 'other')
}

const BY = new RegExp('\\b(?:by|um|too much|excess|over(?:charged)?|difference|zu viel|'
  + 'zuviel|differenz|trop|ecart|difference|de mas|diferencia|exceso|discount|rabatt|remise|'
  + 'descuento)\\b')
const INSTEAD = new RegExp('\\b(?:instead of|rather than|not|statt|anstatt|anstelle|'
  + 'au lieu d\\w*|en (?:lugar|vez) de|invece di|in plaats van|em vez de|but|und nicht|'
  + 'et non|y no|versus|vs)\\b')

function toSuggestion(
  ground: Ground, reading: Reading, said: { find: Find; reason: DisputeReason },
): Suggestion {
  const about = aboutWhich(ground, reading, { find: said.find, isGuessed: false })
  const part = partOf(reading)
  const openMinor = about.invoices.filter((invoice) => invoice.currency === part?.currency)
    .reduce((most, invoice) => Math.max(most, invoice.openMinor), 0)
  // All of it, or more, is no part.
  const isPart = part !== null && (about.invoices.length === 0 || part.amountMinor < openMinor)
  return {
    kind: 'dispute', quote: reading.quote(said.find),
    confidence: isSaid(reading, said.find) === 'said' && about.isNamed ? 'clear' : 'likely',
    detail: {
      reason: said.reason, amountMinor: isPart ? part.amountMinor : null,
      currency: isPart ? part.currency : null,
      invoiceIds: about.invoices.map((invoice) => invoice.id), isNamed: about.isNamed,
    },
  }
}

function partOf(reading: Reading): { amountMinor: number; currency: string } | null {
  const [first, second, ...more] = reading.amounts
  if (first === undefined || more.length > 0) return null
  if (second === undefined) return BY.test(reading.text) ? first : null
  if (second.currency !== first.currency || !INSTEAD.test(reading.text)) return null
  const difference = Math.abs(first.amountMinor - second.amountMinor)
  return difference === 0 ? null : { amountMinor: difference, currency: first.currency }
}
