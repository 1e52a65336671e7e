// Which country a number belongs to, as far as the stand-in must know.

const CODES: Readonly<Record<string, string>> = {
  1: 'US', 7: 'RU', 20: 'EG', 27: 'ZA', 30: 'GR', 31: 'NL', 32: 'BE', 33: 'FR', 34: 'ES', 36: 'HU',
  39: 'IT', 40: 'RO', 41: 'CH', 43: 'AT', 44: 'GB', 45: 'DK', 46: 'SE', 47: 'NO', 48: 'PL',
  49: 'DE', 51: 'PE', 52: 'MX', 54: 'AR', 55: 'BR', 56: 'CL', 57: 'CO', 60: 'MY', 61: 'AU',
  62: 'ID', 63: 'PH', 64: 'NZ', 65: 'SG', 66: 'TH', 81: 'JP', 82: 'KR', 84: 'VN', 86: 'CN',
  90: 'TR', 91: 'IN', 92: 'PK', 94: 'LK', 212: 'MA', 213: 'DZ', 216: 'TN', 221: 'SN', 225: 'CI',
  234: 'NG', 254: 'KE', 351: 'PT', 352: 'LU', 353: 'IE', 354: 'IS', 356: 'MT', 357: 'CY',
  358: 'FI', 359: 'BG', 370: 'LT', 371: 'LV', 372: 'EE', 377: 'MC', 380: 'UA', 381: 'RS',
  385: 'HR', 386: 'SI', 420: 'CZ', 421: 'SK', 852: 'HK', 886: 'TW', 961: 'LB', 965: 'KW',
  966: 'SA', 971: 'AE', 972: 'IL', 974: 'QA',
}

const CANADIAN = new Set(('204 226 236 249 250 263 289 306 343 354 365 367 368 382 403 416 418 428 '
  + '431 437 438 450 468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 '
  + '753 778 780 782 807 819 825 867 873 879 902 905').split(' '))
const TOLL_FREE = new Set(['800', '833', '844', '855', '866', '877', '888'])

/** Two letters, or null for a number of nowhere that is known. */
export function countryOf(number: string): string | null {
  const digits = number.replace(/^(whatsapp|rcs):/, '').replace(/^\+/, '')
  if (digits.startsWith('1')) return CANADIAN.has(digits.slice(1, 4)) ? 'CA' : 'US'
  for (const length of [3, 2, 1]) {
    const country = CODES[digits.slice(0, length)]
    if (country !== undefined) return country
  }
  return null
}

export const isTollFree = (number: string): boolean =>
  /^\+1\d{10}$/.test(number) && TOLL_FREE.has(number.slice(2, 5))

/** E.164, and for North America its own rule of ten digits. */
export function isPhoneNumber(text: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return false
  return !text.startsWith('+1') || /^\+1[2-9]\d{9}$/.test(text)
}

export const isSenderName = (text: string): boolean =>
  /^[A-Za-z0-9 _+-]{1,11}$/.test(text) && /[A-Za-z]/.test(text)

export const isShortCode = (text: string): boolean => /^\d{4,6}$/.test(text)
