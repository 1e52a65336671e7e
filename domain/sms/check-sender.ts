// What a sender of SMS may be, by its kind: numbers, short codes, names and messaging services.
import { NORTH_AMERICA, type SenderKind } from './choose-sender.ts'

export interface SenderWish {
  kind: SenderKind
  address: string
  countries: readonly string[]
  isTwoWay: boolean
}

export interface SenderProblem {
  field: 'address' | 'countries' | 'isTwoWay'
  message: string
}

const E164 = /^\+[1-9]\d{6,14}$/

/** Spaces and dashes in a number are for reading; a name keeps them. */
export const cleanAddress = (kind: SenderKind, address: string): string =>
  (kind === 'alphanumeric' || kind === 'messaging_service' || kind === 'rcs' ? address.trim()
    : address.trim().replace(/^whatsapp:/i, '').replaceAll(/[\s().-]/g, ''))

/** Empty: it may be saved. The address is one that `cleanAddress` gave. */
export function senderProblems(wish: SenderWish): SenderProblem[] {
  const problems: SenderProblem[] = []
  const address = addressProblem(wish.kind, wish.address)
  if (address !== null) problems.push({ field: 'address', message: address })
  // A service picks among numbers that we do not see, so a person says where it may text.
  const needsCountries = wish.kind === 'alphanumeric' || wish.kind === 'short_code'
    || wish.kind === 'messaging_service'
  if (needsCountries && wish.countries.length === 0) {
    problems.push({
      field: 'countries', message: 'Choose the countries it may text: it has none of its own.',
    })
  }
  if (wish.kind !== 'alphanumeric') return problems
  const barred = wish.countries.filter((country) => NORTH_AMERICA.includes(country))
  if (barred.length > 0) {
    problems.push({
      field: 'countries',
      message: `Carriers in ${barred.join(' and ')} refuse names: use a number.`,
    })
  }
  if (wish.isTwoWay) {
    problems.push({ field: 'isTwoWay', message: 'Nobody can answer a name: it is one-way.' })
  }
  return problems
}

function addressProblem(kind: SenderKind, address: string): string | null {
  switch (kind) {
    case 'local': case 'mobile': case 'toll_free': case 'whatsapp':
      return E164.test(address) ? null
        : 'Write the number with its country code, like +33 6 12 34 56 78.'
    case 'short_code':
      return /^\d{3,8}$/.test(address) ? null : 'A short code is three to eight digits.'
    case 'alphanumeric': return nameProblem(address)
    case 'messaging_service':
      return /^MG[0-9a-fA-F]{32}$/.test(address) ? null
        : 'A messaging service is MG and 32 letters and digits.'
    case 'rcs':
      return /^rcs:[\w.-]{1,60}$/.test(address) ? null : 'An RCS sender is written like rcs:name.'
  }
}

function nameProblem(name: string): string | null {
  if ([...name].length > 11) return 'A name has eleven characters at most.'
  if (!/^[A-Za-z0-9 ]+$/.test(name)) return 'A name has letters, digits and spaces only.'
  return /[A-Za-z]/.test(name) ? null : 'A name has at least one letter.'
}
