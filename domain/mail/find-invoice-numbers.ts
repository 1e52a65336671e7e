// Words of a text that may be invoice numbers; the ledger decides which of them are.

const MOST_TEXT = 20_000
const MOST_FOUND = 50
const LONGEST = 40

const LABELS = new Set([
  'invoice', 'inv', 'invoices', 'bill', 'nr', 'no', 'num', 'number', 'nummer', 'rechnung',
  'rechnungen', 'rechnungsnummer', 'rechnungsnr', 'rg', 'rnr', 're', 'rech', 'beleg',
  'belegnummer', 'facture', 'factures', 'fact', 'fac', 'factura', 'facturas', 'fattura',
  'fatture', 'fatt', 'fatura', 'faturas', 'fat', 'factuur', 'facturen', 'factuurnummer', 'faktura',
  'fakturan', 'fakturanummer', 'fakturu', 'faktury', 'faktúra', 'faktúru', 'lasku', 'laskun',
  'számla', 'αριθμός', 'τιμολόγιο', 'счет', 'счёт', 'рахунок', '#', 'n', 'n°', 'nº', 'no.', 'nr.',
  'č', '№', 'document', 'doc', 'ref', 'reference', 'referenz', 'référence', 'referencia', '请求书',
  '発票', '发票', '請求書',
])

/** Candidates as written, those after a word like "invoice" first; at most 50. */
export function findInvoiceNumbers(text: string): string[] {
  const words = text.slice(0, MOST_TEXT).split(/[\s\u00a0,;:()[\]{}<>"'„“”«»|!?*=]+/)
  const labelled: string[] = []
  const others: string[] = []
  let previous = ''
  for (const word of words) {
    const isMarked = word.startsWith('#') || word.startsWith('№')
    const number = trimmed(word)
    const isLabelled = isMarked || LABELS.has(previous.toLowerCase().replace(/[.#°º]+$/, ''))
      || LABELS.has(previous.toLowerCase())
    if (isNumber(number, isLabelled)) {
      const found = isLabelled ? labelled : others
      found.push(number)
      // `RE 1001` in the text is often `RE-1001` or `RE1001` in the ledger.
      if (/^[A-Za-z]{1,5}$/.test(previous) && /^\d/.test(number)) {
        found.push(`${previous}-${number}`, `${previous}${number}`, `${previous} ${number}`)
      }
    }
    if (word !== '' && word !== '#') previous = word
  }
  return [...new Set([...labelled, ...others])].slice(0, MOST_FOUND)
}

const trimmed = (word: string): string =>
  word.length > 200 ? '' : word.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '')

function isNumber(word: string, isLabelled: boolean): boolean {
  if (word.length < 2 || word.length > LONGEST || !/\d/.test(word)) return false
  if (word.includes('@') || word.includes('://') || word.startsWith('www.')) return false
  if (isDateOrAmount(word)) return false
  if (/^\d+$/.test(word)) {
    if (isLabelled) return true
    // A bare year or a small count says nothing.
    return word.length >= 4 && !(word.length === 4 && /^(19|20)\d\d$/.test(word))
  }
  return word.length >= 3 && /^[\p{L}\p{N}][\p{L}\p{N}./_-]*$/u.test(word)
}

const isDateOrAmount = (word: string): boolean =>
  /^\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})$/.test(word) || /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(word)
  || /^\d{1,3}(\.\d{3})*\.\d{2}$/.test(word) || /^\d+(st|nd|rd|th|px|pt|am|pm|h|kg|x)$/i.test(word)
  || /^[A-Za-z]{0,3}\d{1,3}(\.\d{3})+(\.\d{2})?$/.test(word) || /^\d{1,2}h\d{2}$/.test(word)
