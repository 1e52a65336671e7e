// A number in E.164 as people read it: its country code apart, the rest in groups.

// Codes of one and two digits; all others have three (ITU-T E.164).
const SHORT = new Set(['1', '7', ...('20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 '
  + '53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98').split(' ')])

/** What is no such number comes back as it is. */
export function formatPhone(address: string): string {
  const [, prefix = '', digits = ''] = /^((?:whatsapp|rcs):)?\+(\d{7,15})$/.exec(address) ?? []
  if (digits === '') return address
  const code = [1, 2].map((length) => digits.slice(0, length)).find((one) => SHORT.has(one))
    ?? digits.slice(0, 3)
  const rest = digits.slice(code.length)
  const number = `+${code} ${(IN_PAIRS.has(code) ? inPairs(rest) : inThrees(rest)).join(' ')}`
  return prefix === '' ? number : `${number} (${prefix === 'whatsapp:' ? 'WhatsApp' : 'RCS'})`
}

// France and what is dialled like it.
const IN_PAIRS = new Set(['33', '262', '590', '594', '596'])

/** 6 12 34 56 78: an odd number of digits begins with one alone. */
function inPairs(digits: string): string[] {
  const groups = digits.length % 2 === 0 ? [] : [digits.slice(0, 1)]
  for (let at = digits.length % 2; at < digits.length; at += 2) {
    groups.push(digits.slice(at, at + 2))
  }
  return groups
}

/** 202 555 0123: threes, and no digit alone at the end. */
function inThrees(digits: string): string[] {
  const groups: string[] = []
  let at = 0
  while (digits.length - at > 4) {
    groups.push(digits.slice(at, at + 3))
    at += 3
  }
  return [...groups, digits.slice(at)]
}
