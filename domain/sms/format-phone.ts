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
  const groups = code === '1' && rest.length === 10
    ? [rest.slice(0, 3), rest.slice(3, 6), rest.slice(6)] : grouped(rest, ONE_FIRST.has(code))
  const number = `+${code} ${groups.join(' ')}`
  return prefix === '' ? number : `${number} (${prefix === 'whatsapp:' ? 'WhatsApp' : 'RCS'})`
}

// There an odd number of digits begins with one alone: 6 12 34 56 78.
const ONE_FIRST = new Set(['33', '590', '594', '596'])

/** An odd number of digits as 3 2 2 …, as most of Europe writes them; an even one as 2 2 2 …. */
function grouped(digits: string, isOneFirst: boolean): string[] {
  const first = digits.length % 2 === 0 ? 2 : isOneFirst ? 1 : 3
  const groups = [digits.slice(0, first)]
  for (let at = first; at < digits.length; at += 2) groups.push(digits.slice(at, at + 2))
  return groups
}
