// The address at which a customer pays: a template of the organization, filled for one amount.
import { shortenersIn } from './link-rules.ts'
import { toDecimalText, type Money } from './money.ts'

export const PAY_LINK_PLACES = ['invoice', 'amount', 'currency', 'reference'] as const
export type PayLinkValues = Record<(typeof PAY_LINK_PLACES)[number], string>

const PLACE = /\{(\w*)\}/g
const SAMPLE: PayLinkValues = {
  invoice: 'INV-1', amount: '120.00', currency: 'EUR', reference: 'C-1',
}

/** What is wrong with a template, in plain words; null when it makes an https address. */
export function payLinkProblem(template: string): string | null {
  const unknown = [...template.matchAll(PLACE)].map(([, name = '']) => name)
    .find((name) => !PAY_LINK_PLACES.some((place) => place === name))
  if (unknown !== undefined) {
    return `There is no {${unknown}}: use {${PAY_LINK_PLACES.join('}, {')}}.`
  }
  if (!/^https:\/\/[^\s/?#{}@]+(?:[/?#]|$)/i.test(template)) {
    return 'Begin with https:// and a host without {…}, such as https://pay.your-company.com/…'
  }
  if (/[\s"'<>\\]/.test(template)) return 'An address has no spaces, quotes or brackets.'
  if (shortenersIn(template).length > 0) return 'Use the whole address, not one of a shortener.'
  return URL.canParse(fillPayLink(template, SAMPLE)) ? null : 'This is not a web address.'
}

/** True when each invoice is paid at an address of its own. */
export const isPayLinkPerInvoice = (template: string): boolean => template.includes('{invoice}')

export const fillPayLink = (template: string, values: PayLinkValues): string =>
  template.replace(PLACE, (whole, name: string) => {
    const place = PAY_LINK_PLACES.find((one) => one === name)
    return place === undefined ? whole : encodeURIComponent(values[place])
  })

export const payLinkAmount = (money: Money): { amount: string; currency: string } =>
  ({ amount: toDecimalText(money), currency: money.currency })
