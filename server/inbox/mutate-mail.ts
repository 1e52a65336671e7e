// Spoils messages at random, from a seed, for the test that reading them never fails.

export type Random = () => number

/** The same numbers for the same seed, from 0 up to 1. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One to four spoilings of `raw`; `other` lends pieces. */
export function mutateMail(raw: Buffer, other: Buffer, random: Random): Buffer {
  let spoiled = raw
  for (let times = 1 + Math.floor(random() * 4); times > 0; times -= 1) {
    const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)]
    if (mutation) spoiled = mutation(spoiled, other, random)
  }
  return spoiled.subarray(0, 64 * 1024)
}

type Mutation = (raw: Buffer, other: Buffer, random: Random) => Buffer

const at = (raw: Buffer, random: Random): number => Math.floor(random() * (raw.length + 1))
const insert = (raw: Buffer, where: number, piece: Buffer): Buffer =>
  Buffer.concat([raw.subarray(0, where), piece, raw.subarray(where)])
const pick = <T>(from: readonly T[], random: Random): T | undefined =>
  from[Math.floor(random() * from.length)]
const replaced = (raw: Buffer, pattern: RegExp, by: string): Buffer =>
  Buffer.from(raw.toString('latin1').replace(pattern, () => by), 'latin1')

const ENCODINGS = ['base64', 'quoted-printable', '7bit', '8bit', 'binary', 'x-uuencode', '']
const CHARSETS = ['utf-8', 'utf-7', 'iso-2022-jp', 'utf-16', 'big5', 'x-none', 'us-ascii']
const TYPES = ['text/html', 'text/plain', 'multipart/mixed; boundary="b"', 'message/rfc822',
  'multipart/report; report-type=delivery-status; boundary=b', 'message/delivery-status',
  'multipart/mixed', 'application/ms-tnef', 'text/plain; charset="', '////', 'text/calendar']
const PIECES = ['\r\n--b\r\n', '\r\n--b--\r\n', '=?utf-8?B?', '=?utf-8?Q?=FF=FE?=', '\0', '\r',
  '\n',
  '\r\n\r\n', '<', '>', '"', '>'.repeat(3_000), ' '.repeat(5_000), 'On '.repeat(2_000),
  '<div>'.repeat(2_000), '\r\nFrom: x <x@y>\r\n', '\r\nReferences: '.padEnd(3_000, '<a@b> '),
  '\r\nAuto-Submitted: \r\n', '\ufeff\u202e\uD800', 'begin 644 x.exe\r\n', 'PK\u0003\u0004',
  '<script>alert(1)</script><img src=x onerror=alert(1)>', '\r\n\t\r\n ', '=\r\n='.repeat(500),
  '\r\nContent-Type: multipart/mixed; boundary=""\r\n', '<!--', '<svg/onload=alert(1)>']

const MUTATIONS: readonly Mutation[] = [
  function flipBytes(raw, _, random) {
    const spoiled = Buffer.from(raw)
    for (let times = 1 + Math.floor(random() * 20); times > 0 && spoiled.length > 0; times -= 1) {
      spoiled[Math.floor(random() * spoiled.length)] = Math.floor(random() * 256)
    }
    return spoiled
  },
  function truncate(raw, _, random) { return raw.subarray(0, at(raw, random)) },
  function behead(raw, _, random) { return raw.subarray(at(raw, random)) },
  function splice(raw, other, random) {
    return Buffer.concat([raw.subarray(0, at(raw, random)), other.subarray(at(other, random))])
  },
  function nest(raw, other) {
    return Buffer.concat([Buffer.from('From: a@b\r\nContent-Type: multipart/mixed; '
      + 'boundary=z\r\n\r\n'
      + '--z\r\nContent-Type: message/rfc822\r\n\r\n'), raw, Buffer.from('\r\n--z\r\n\r\n'), other])
  },
  function repeatHeader(raw, _, random) {
    const lines = raw.toString('latin1').split('\r\n')
    const line = pick(lines.slice(0, 12), random) ?? ''
    return Buffer.from([...Array<string>(1 + Math.floor(random() * 40)).fill(line), ...lines]
      .join('\r\n'), 'latin1')
  },
  function insertPiece(raw, _, random) {
    return insert(raw, at(raw, random), Buffer.from(pick(PIECES, random) ?? ''))
  },
  function changeType(raw, _, random) {
    return insert(raw, 0, Buffer.from(`Content-Type: ${pick(TYPES, random)}\r\n`))
  },
  function changeEncoding(raw, _, random) {
    const line = `Content-Transfer-Encoding: ${pick(ENCODINGS, random)}\r\n`
    return insert(raw, 0, Buffer.from(line))
  },
  function changeCharset(raw, _, random) {
    return replaced(raw, /charset="?[\w-]*/gi, `charset=${pick(CHARSETS, random)}`)
  },
  function changeBoundary(raw, _, random) {
    return replaced(raw, /boundary=[^\r\n;]*/gi,
      `boundary=${pick(['', '-', '"', 'b', '--b'], random)}`)
  },
  function changeLineEnds(raw, _, random) {
    return replaced(raw, /\r\n/g, pick(['\n', '\r', '\r\r\n', '\n\r'], random) ?? '\n')
  },
  function repeatChunk(raw, _, random) {
    const from = at(raw, random)
    const chunk = raw.subarray(from, from + 200)
    return insert(raw, from,
      Buffer.concat(Array<Buffer>(1 + Math.floor(random() * 50)).fill(chunk)))
  },
]
