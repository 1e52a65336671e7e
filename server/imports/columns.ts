// The columns that imports understand, and the headings they are recognised by.
import type { IMPORT_KINDS } from '#contract/imports.ts'

export type ImportKind = (typeof IMPORT_KINDS)[number]

export interface Column {
  name: string
  isRequired: boolean
  about: string
  /** In the languages and programs that such files come from. */
  aliases: readonly string[]
  example: string
  reads?: 'date' | 'amount'
}

const column = (
  name: string, about: string, example: string, aliases: string,
  more: { isRequired?: boolean; reads?: 'date' | 'amount' } = {},
): Column => ({
  name, about, example, isRequired: more.isRequired ?? false,
  aliases: aliases.split(',').map((alias) => alias.trim()).filter((alias) => alias !== ''),
  ...(more.reads ? { reads: more.reads } : {}),
})

const needed = { isRequired: true }
const CUSTOMER = 'customer number, customer no, customer id, customer code, customer,'
  + 'account number, kundennummer, kunden-nr, kundennr, debitor, debitorennummer, numéro client,'
  + 'n° client, code client, référence client, id cliente, código cliente, número de cliente'
const EMAIL = 'e-mail, mail, email address, e-mail-adresse, courriel, adresse e-mail, correo,'
  + 'correo electrónico'
const PHONE = 'telephone, mobile, phone number, telefon, telefonnummer, mobil, téléphone, teléfono'
const COUNTRY = 'country code, land, ländercode, pays, code pays, país'
const CURRENCY = 'currency code, währung, devise, monnaie, moneda, divisa, ccy'
const LANGUAGE = 'locale, sprache, langue, idioma'
const INVOICE = 'invoice, invoice no, invoice #, invoice id, rechnung, rechnungsnummer,'
  + 'rechnungs-nr, rechnungsnr, facture, numéro facture, numéro de facture, n° facture, factura,'
  + 'número de factura, número factura, doc number, document number'
const WORKFLOW = 'workflow name, dunning procedure, mahnverfahren, mahnablauf, scénario,'
  + 'procédure de relance, flujo, flujo de cobro'
const AMOUNT = 'value, betrag, montant, importe, gross amount'

const CUSTOMERS: readonly Column[] = [
  column('reference', 'The customer’s number in your ledger; what imports know it by.', 'C-1001',
    `customer reference, ref, id, ${CUSTOMER}, number, nummer`, needed),
  column('name', 'The company’s name.', 'Muster GmbH',
    'customer name, company, company name, firma, firmenname, kunde, kundenname, nom,'
    + 'raison sociale, société, nombre, razón social, empresa', needed),
  column('country', 'Two letters, ISO 3166.', 'DE', COUNTRY),
  column('zone', 'Time zone, an IANA name.', 'Europe/Berlin',
    'time zone, timezone, zeitzone, fuseau horaire, zona horaria'),
  column('language', 'Language of letters to them.', 'de', LANGUAGE),
  column('street', 'Street of the postal address; a second line goes into street_2.',
    'Hauptstr. 1', 'address, address line 1, address 1, straße, strasse, anschrift, rue, adresse,'
    + 'calle, dirección, domicilio'),
  column('street_2', 'Its second line.', 'Gebäude B',
    'address line 2, address 2, adresszusatz, complément d’adresse, dirección 2'),
  column('postcode', 'Its postcode.', '10115',
    'postal code, zip, zip code, plz, postleitzahl, code postal, código postal, cp'),
  column('city', 'Its town; with the state where the post wants it.', 'Berlin',
    'town, place, ort, stadt, ville, ciudad, localidad, población'),
  column('email', 'Address of the main contact.', 'ap@muster.example', `customer email, ${EMAIL}`),
  column('phone', 'Phone of the main contact.', '+49 30 901820', PHONE),
  column('debtor_kind', 'company, public_body, sole_trader or consumer.', 'company',
    'kind, customer kind, kundenart, type de client, tipo de cliente'),
  column('parent_reference', 'The number of the company it belongs to; or none.',
    'C-1000', 'parent, parent customer, parent number, konzern, mutter, société mère, matriz'),
  column('collect_at', 'itself, or parent to collect it together with its parent.', 'parent',
    'collected at'),
  column('wished_channel', 'The one channel they want: email, sms, letter, call; or any.',
    'letter', 'only by, contact channel, preferred channel, kontaktweg, canal préféré,'
    + 'canal preferido'),
  column('wished_by', 'Who asked for that.', 'Erika Muster', 'asked by'),
  column('wished_on', 'When; the day of the import if left out.', '2026-01-15', 'asked on',
    { reads: 'date' }),
  column('contact_name', 'Name of the main contact.', 'Erika Muster',
    'contact, contact person, ansprechpartner, kontakt, interlocuteur, contacto'),
  column('workflow', 'Name of the customer-level workflow they follow; a person’s choice stays.',
    'Standard', WORKFLOW),
]

const CONTACTS: readonly Column[] = [
  column('customer_reference', 'The customer’s number in your ledger.', 'C-1001',
    `reference, ${CUSTOMER}`, needed),
  column('name', 'The person’s name.', 'Erika Muster',
    'contact name, contact, full name, ansprechpartner, nom, nombre'),
  column('email', 'An e-mail address; an e-mail or a phone is needed.', 'erika@muster.example',
    EMAIL),
  column('phone', 'A phone number, with its country code or as dialled in the customer’s country.',
    '+49 30 901821', PHONE),
  column('position', 'What they do, as accountant or payer.', 'accountant',
    'positions, role, function, job title, funktion, fonction, cargo, puesto'),
  column('main', 'yes for the person whom reminders go to.', 'yes',
    'is main, main contact, primary, hauptkontakt, contact principal, contacto principal'),
  column('language', 'Language of letters to them.', 'de', LANGUAGE),
]

const INVOICES: readonly Column[] = [
  column('customer_reference', 'The customer’s number in your ledger.', 'C-1001', CUSTOMER, needed),
  column('number', 'The invoice’s number, unique in your ledger.', 'INV-2026-001',
    `invoice number, ${INVOICE}`, needed),
  column('total', 'The gross amount; credits go into the credit notes file.', '1234.50',
    `amount, total amount, invoice amount, gross, gesamtbetrag, rechnungsbetrag, brutto,`
    + `bruttobetrag, total ttc, montant ttc, importe total, ${AMOUNT}`,
    { isRequired: true, reads: 'amount' }),
  column('currency', 'ISO 4217; the organization’s own if left out.', 'EUR', CURRENCY),
  column('issued_on', 'The invoice day.', '2026-01-15',
    'issue date, issued, issued on, invoice date, date, rechnungsdatum, belegdatum, datum,'
    + 'date facture, date de facture, date de facturation, date d’émission, fecha,'
    + 'fecha de emisión, fecha factura, fecha de factura', { isRequired: true, reads: 'date' }),
  column('due_on', 'The day it is to be paid by.', '2026-02-14',
    'due date, due, due on, payment due, fällig, fällig am, fälligkeit, fälligkeitsdatum, échéance,'
    + 'date d’échéance, vencimiento, fecha de vencimiento', { isRequired: true, reads: 'date' }),
  column('purchase_order', 'The customer’s own order number.', 'PO-77',
    'po, po number, order number, bestellnummer, bon de commande, orden de compra, pedido'),
  column('customer_name', 'Adds the customer if the reference is new.', 'Muster GmbH',
    'name, company, company name, firma, kunde, kundenname, nom client, raison sociale,'
    + 'nombre cliente, razón social'),
  column('customer_email', 'The main contact of a customer that is added.', 'ap@muster.example',
    `email, contact email, ${EMAIL}`),
  column('customer_country', 'Country of a customer that is added.', 'DE', COUNTRY),
  column('workflow', 'Name of the invoice-level workflow it follows; a person’s choice stays.',
    'Each invoice', WORKFLOW),
]

const MONEY_OWNER: readonly Column[] = [
  column('customer_reference', 'The customer’s number; not needed where an invoice is named.',
    'C-1001', CUSTOMER),
  column('invoice_number', 'The invoice it is for.', 'INV-2026-001', INVOICE),
]

const CREDIT_NOTES: readonly Column[] = [
  column('number', 'The credit note’s number, unique in your ledger.', 'CN-2026-001',
    'credit note number, credit note, credit note no, gutschrift, gutschriftsnummer, avoir,'
    + 'numéro avoir, numéro d’avoir, nota de crédito, número', needed),
  ...MONEY_OWNER,
  column('total', 'The credited amount.', '100.00',
    `amount, credit amount, gross, gesamtbetrag, total ttc, montant ttc, importe total, ${AMOUNT}`,
    { isRequired: true, reads: 'amount' }),
  column('currency', 'ISO 4217; the invoice’s, else the organization’s own, if left out.', 'EUR',
    CURRENCY),
  column('issued_on', 'The day of the credit note.', '2026-02-01',
    'issue date, issued, issued on, date, credit date, datum, belegdatum, date d’avoir, fecha',
    { isRequired: true, reads: 'date' }),
]

const PAYMENTS: readonly Column[] = [
  column('reference', 'The ledger’s or bank’s own id of the payment: each is recorded once. '
    + 'Without it, a payment is known by invoice, amount and day.', 'BANK-0042',
    'payment reference, payment id, payment number, transaction id, transaction, ref,'
    + 'zahlungsreferenz, referenz, zahlungsnummer, référence, référence paiement,'
    + 'numéro de paiement, referencia, id de pago'),
  ...MONEY_OWNER,
  column('amount', 'What was paid.', '1234.50',
    `payment amount, paid amount, amount paid, paid, total, zahlbetrag, zahlungsbetrag,`
    + `montant payé, importe pagado, ${AMOUNT}`, { isRequired: true, reads: 'amount' }),
  column('currency', 'ISO 4217; the invoice’s, else the organization’s own, if left out.', 'EUR',
    CURRENCY),
  column('received_on', 'The day the money came.', '2026-02-20',
    'received, received on, received date, payment date, paid on, paid at, date, value date, datum,'
    + 'zahlungsdatum, zahlungseingang, valuta, buchungsdatum, date de paiement, date paiement,'
    + 'fecha, fecha de pago, fecha pago', { isRequired: true, reads: 'date' }),
  column('state', 'pending for money that is announced and not yet there, failed for one that will '
    + 'not come; else it is there.', 'cleared',
    'payment status, payment state, zahlungsstatus, statut de paiement, estado de pago'),
  column('expected_on', 'The day announced money should be there.', '2026-02-24',
    'expected, expected on, expected date, erwartet am, date prévue, fecha prevista',
    { reads: 'date' }),
]

export const COLUMNS: Readonly<Record<ImportKind, readonly Column[]>> = {
  customers: CUSTOMERS, contacts: CONTACTS, invoices: INVOICES, credit_notes: CREDIT_NOTES,
  payments: PAYMENTS,
}
