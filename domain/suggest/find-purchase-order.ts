// The order number is missing: the invoice waits at the customer until it is on it.
import { isConditional } from './doubts.ts'
import { findPhrase } from './phrases.ts'
import { isSaid, type Ground, type Reading } from './read-sentence.ts'
import type { Suggestion } from './suggestion.ts'
import { aboutWhich } from './which-invoices.ts'

const SETTLED = new RegExp('\\b(?:(?:is|was|has been) (?:correct|added|received)|'
  + 'not (?:required|needed|necessary)|no (?:po|purchase order|order number) (?:is |'
  + 'was )?(?:required|needed|necessary)|nicht (?:notig|noetig|erforderlich|notwendig)|'
  + 'pas (?:necessaire|obligatoire|besoin)|no (?:es )?(?:necesari[oa]|hace falta)|'
  + 'thank you for|danke fur|merci pour|gracias por)\\b')
const NUMBER = new RegExp('\\b(?:po|p\\.o\\.|order|nummer|nr|bestellnummer|bestell-nr|'
  + 'commande|pedido|compra|number)(?: (?:number|no|nr|is|ist|lautet|est|es|'
  + 'nummer))*\\.? ?[:#]? ?((?:po|bc|b)?[- ]?\\d{4,14}|[a-z]{1,4}[- ]?\\d{4,14})\\b')

export function findPurchaseOrders(ground: Ground): Suggestion[] {
  return ground.readings.flatMap((reading) => {
    for (const phrases of ground.languages) {
      const find = findPhrase(reading.text, phrases.purchaseOrder)
      if (find === null || SETTLED.test(reading.text)) continue
      if (isConditional(reading.clause(find).text.slice(0, 12))) continue
      const said = isSaid(reading, find)
      if (said === 'asked' && !isAskedFor(reading)) continue
      const about = aboutWhich(ground, reading, { find, isGuessed: false })
      return [{
        kind: 'po_missing', quote: reading.quote(find),
        confidence: said === 'said' ? 'clear' : 'likely',
        detail: {
          purchaseOrder: numberIn(reading),
          invoiceIds: about.invoices.map((invoice) => invoice.id), isNamed: about.isNamed,
        },
      }]
    }
    return []
  })
}

/** “Could you add our PO number?” is no question but a wish. */
const isAskedFor = (reading: Reading): boolean =>
  WOULD_YOU.test(reading.text) && !DO_YOU_NEED.test(reading.text)

const WOULD_YOU = new RegExp('\\b(?:could|can|would) you\\b|\\b(?:konnen|koennen|koennten) sie\\b|'
  + '\\b(?:pouvez|pourriez)-vous\\b|\\b(?:puede|podria)n?\\b')
const DO_YOU_NEED = /\bdo you need|brauchen sie|benotigen sie|avez-vous besoin|necesitan\b/

function numberIn(reading: Reading): string | null {
  const { text, at } = reading.sentence.folded
  const found = NUMBER.exec(text)
  if (found?.[1] === undefined) return null
  const begin = found.index + found[0].length - found[1].length
  const written = reading.sentence.text.slice(at[begin] ?? 0, at[begin + found[1].length]).trim()
  return reading.invoices.some(({ number }) => number === written) ? null : written
}
