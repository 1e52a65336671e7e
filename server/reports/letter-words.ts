// The words a letter needs besides its own text, in the customer's language.

export interface LetterWords {
  openInvoices: string
  sum: string
  date: string
  leftOut: string
}

const WORDS: Readonly<Record<string, LetterWords>> = {
  en: {
    openInvoices: 'Open invoices', sum: 'Sum', date: 'Date',
    leftOut: 'Amounts that are disputed or promised are left out.',
  },
  de: {
    openInvoices: 'Offene Rechnungen', sum: 'Summe', date: 'Datum',
    leftOut: 'Bestrittene und zugesagte Beträge sind nicht enthalten.',
  },
  fr: {
    openInvoices: 'Factures ouvertes', sum: 'Total', date: 'Date',
    leftOut: 'Les montants contestés ou promis ne sont pas compris.',
  },
  es: {
    openInvoices: 'Facturas pendientes', sum: 'Suma', date: 'Fecha',
    leftOut: 'No se incluyen los importes disputados ni prometidos.',
  },
}

const ENGLISH = WORDS['en']

/** English where a language is not there yet. */
export function letterWords(locale: string): LetterWords {
  const words = WORDS[locale.split('-')[0] ?? ''] ?? ENGLISH
  if (!words) throw new Error('Broken assumption: English is always there')
  return words
}
