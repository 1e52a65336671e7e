// The signature under an answer, cut only where it is certain: a wrong cut costs the reader more.
import { fold } from './mail-facts.ts'
import { DEVICE_LINES } from './quote-phrases.ts'

const MOST_SIGNATURE_LINES = 40
const MOST_CONTACT_LINES = 12

export function cutSignature(lines: readonly string[]): { reply: string[]; signature: string[] } {
  let reply = withoutTail([...lines])
  reply = reply.slice(0, deviceAt(reply))
  reply = withoutTail(reply)
  const mark = markAt(reply)
  if (mark > 0) reply = withoutTail(reply.slice(0, mark))
  reply = withoutTail(reply.slice(0, deviceAt(reply)))
  reply = reply.slice(0, closingAt(reply))
  return { reply, signature: lines.slice(reply.length) }
}

// Blank lines and drawn rules at the end belong to what was cut below.
function withoutTail(lines: string[]): string[] {
  let end = lines.length
  while (end > 0 && /^[\s\-_=*~\u2500]{0,200}$/.test((lines[end - 1] ?? '').slice(0, 200))) end -= 1
  return hasWords(lines.slice(0, end)) ? lines.slice(0, end) : lines
}

// RFC 3676 writes "-- "; the blank is often lost on the way.
function markAt(lines: readonly string[]): number {
  const from = Math.max(0, lines.length - MOST_SIGNATURE_LINES)
  for (let at = from; at < lines.length; at += 1) {
    const isMark = /^(--|\u2014|\u2013\u2013)\s{0,3}$/.test(lines[at] ?? '')
    if (isMark && hasWords(lines.slice(0, at))) return at
  }
  return -1
}

function deviceAt(lines: readonly string[]): number {
  let end = lines.length
  for (let back = 1; back <= 4 && back <= lines.length; back += 1) {
    const line = lines[lines.length - back] ?? ''
    if (line.trim() === '') continue
    const words = fold(line.slice(0, 300)).replace(/^[\s*_[(<\-|]{1,10}/, '')
    const isDevice = words.length <= 140 && DEVICE_LINES.some((start) => words.startsWith(start))
    if (isDevice && hasWords(lines.slice(0, lines.length - back))) end = lines.length - back
  }
  return end
}

const CLOSINGS = [
  'mit freundlichen grüßen', 'mit freundlichen grüssen', 'mit freundlichem gruß',
  'freundliche grüße', 'freundliche grüsse', 'viele grüße', 'beste grüße', 'best regards',
  'kind regards', 'warm regards', 'kindest regards', 'with kind regards', 'with best regards',
  'yours sincerely', 'yours faithfully', 'sincerely', 'cordialement', 'bien cordialement',
  'salutations', 'sincères salutations', 'saludos cordiales', 'un cordial saludo', 'atentamente',
  'cordiali saluti', 'distinti saluti', 'met vriendelijke groet', 'met vriendelijke groeten',
  'atenciosamente', 'com os melhores cumprimentos', 'med vänlig hälsning', 'med venlig hilsen',
  'med vennlig hilsen', 'ystävällisin terveisin', 'z poważaniem', 's pozdravem', 'üdvözlettel',
  'с уважением',
]

// A formal closing followed by short lines to the end, one of them a way to reach the writer.
function closingAt(lines: readonly string[]): number {
  const from = Math.max(1, lines.length - MOST_CONTACT_LINES)
  for (let at = from; at < lines.length; at += 1) {
    const words = fold((lines[at] ?? '').slice(0, 100)).replace(/[,.!]$/, '')
    if (!CLOSINGS.includes(words)) continue
    const below = lines.slice(at + 1).filter((line) => line.trim() !== '')
    const isContact = below.length >= 3 && below.every((line) => line.length <= 90)
      && below.some((line) => /@|www\.|https?:|\+?\d[\d\s()/.-]{6,}/.test(line.slice(0, 90)))
    if (isContact && hasWords(lines.slice(0, at))) return at
  }
  return lines.length
}

const hasWords = (lines: readonly string[]): boolean =>
  lines.some((line) => /[\p{L}\p{N}]/u.test(line))
