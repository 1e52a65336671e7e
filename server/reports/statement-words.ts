// The words of a statement of account, in the customer's language.

export interface StatementWords {
  title: string
  for: string
  asOf: string
  reference: string
  invoice: string
  issued: string
  due: string
  overdue: string
  total: string
  open: string
  unapplied: string
  payment: string
  creditNote: string
  received: string
  amount: string
  balance: string
  balanceOverdue: string
  nothingOpen: string
  more: (count: string) => string
  page: (page: number, pages: number) => string
}

const WORDS: Readonly<Record<string, StatementWords>> = {
  en: {
    title: 'Statement of account', for: 'For', asOf: 'As of', reference: 'Customer number',
    invoice: 'Invoice', issued: 'Issued', due: 'Due', overdue: 'Days overdue', total: 'Total',
    open: 'Open', unapplied: 'Not yet set against an invoice', payment: 'Payment',
    creditNote: 'Credit note', received: 'Received', amount: 'Amount', balance: 'Balance',
    balanceOverdue: 'Overdue', nothingOpen: 'Nothing is open. Thank you.',
    more: (count) => `and ${count} more invoices, contained in the sums`,
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
  de: {
    title: 'Kontoauszug', for: 'Für', asOf: 'Stand', reference: 'Kundennummer',
    invoice: 'Rechnung', issued: 'Datum', due: 'Fällig', overdue: 'Tage überfällig',
    total: 'Betrag', open: 'Offen', unapplied: 'Noch keiner Rechnung zugeordnet',
    payment: 'Zahlung', creditNote: 'Gutschrift', received: 'Eingang', amount: 'Betrag',
    balance: 'Saldo', balanceOverdue: 'Überfällig', nothingOpen: 'Nichts ist offen. Vielen Dank.',
    more: (count) => `und ${count} weitere Rechnungen, in den Summen enthalten`,
    page: (page, pages) => `Seite ${page} von ${pages}`,
  },
  fr: {
    title: 'Relevé de compte', for: 'Pour', asOf: 'Au', reference: 'Numéro de client',
    invoice: 'Facture', issued: 'Émise', due: 'Échéance', overdue: 'Jours de retard',
    total: 'Total', open: 'Restant dû', unapplied: 'Pas encore affecté à une facture',
    payment: 'Paiement', creditNote: 'Avoir', received: 'Reçu', amount: 'Montant',
    balance: 'Solde', balanceOverdue: 'En retard', nothingOpen: 'Rien n’est dû. Merci.',
    more: (count) => `et ${count} autres factures, comprises dans les totaux`,
    page: (page, pages) => `Page ${page} sur ${pages}`,
  },
  es: {
    title: 'Estado de cuenta', for: 'Para', asOf: 'A fecha de', reference: 'Número de cliente',
    invoice: 'Factura', issued: 'Emitida', due: 'Vence', overdue: 'Días de retraso',
    total: 'Total', open: 'Pendiente', unapplied: 'Aún sin asignar a una factura',
    payment: 'Pago', creditNote: 'Abono', received: 'Recibido', amount: 'Importe',
    balance: 'Saldo', balanceOverdue: 'Vencido', nothingOpen: 'No hay nada pendiente. Gracias.',
    more: (count) => `y ${count} facturas más, incluidas en los totales`,
    page: (page, pages) => `Página ${page} de ${pages}`,
  },
}

const ENGLISH = WORDS['en']

/** English where a language is not there yet; numbers and days still follow the customer's. */
export function statementWords(locale: string): StatementWords {
  const words = WORDS[locale.split('-')[0] ?? ''] ?? ENGLISH
  if (!words) throw new Error('Broken assumption: English is always there')
  return words
}
