// Reads the answer to an inbound webhook: which messages it wants sent, or that it is no answer.

export type Answer =
  | { kind: 'messages'; messages: string[] }
  | { kind: 'broken'; code: number; why: string }

/** `<Response/>` says nothing; `<Message>` and its `<Body>` are sent; plain text is one message. */
export function twimlMessages(contentType: string, body: string): Answer {
  const text = body.trim()
  if (text === '') return { kind: 'messages', messages: [] }
  if (/^text\/plain/i.test(contentType)) return { kind: 'messages', messages: [text] }
  if (!/^(text|application)\/(xml|html)/i.test(contentType)) {
    return { kind: 'broken', code: 12300, why: `Not a content type to answer with: ${contentType}` }
  }
  const inside = /^(?:<\?xml[^>]*\?>\s*)?<Response\s*(?:\/>|>([^]*)<\/Response\s*>)$/.exec(text)
  if (inside === null) return { kind: 'broken', code: 12100, why: 'The answer is not TwiML.' }
  const content = inside[1] ?? ''
  const messages = [...content.matchAll(/<Message(?:\s[^>]*)?>([^]*?)<\/Message\s*>/g)]
    .map((match) => match[1] ?? '')
  const rest = content.replaceAll(/<Message(?:\s[^>]*)?>[^]*?<\/Message\s*>/g, '')
    .replaceAll(/<!--[^]*?-->/g, '')
  if (rest.trim() !== '') return { kind: 'broken', code: 12200, why: `Unknown: ${rest.trim()}` }
  return {
    kind: 'messages',
    messages: messages.map((one) => unescape(/<Body>([^]*?)<\/Body>/.exec(one)?.[1] ?? one)),
  }
}

const MARKS: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'",
}

const unescape = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    return decimal ? String.fromCodePoint(Number(decimal)) : MARKS[String(name)] ?? all
  })
