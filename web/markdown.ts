// Turns our own documents into HTML as the pages are built: the part of Markdown that they use.
const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escape = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign)

/** `linkTo` gives the address of a link; null leaves its words as plain text. */
export function renderMarkdown(text: string, linkTo: (href: string) => string | null): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const html: string[] = []
  while (lines.length > 0) html.push(takeBlock(lines, linkTo))
  return html.filter(Boolean).join('\n')
}

type LinkTo = (href: string) => string | null

function takeBlock(lines: string[], linkTo: LinkTo): string {
  const line = lines.shift() ?? ''
  if (line.trim() === '') return ''
  const heading = /^(#{1,4}) +(.+)$/.exec(line)
  if (heading) {
    const level = heading[1]?.length ?? 1
    const words = heading[2] ?? ''
    return `<h${level} id="${slugOf(words)}">${inline(words, linkTo)}</h${level}>`
  }
  if (line.startsWith('```')) {
    const code = takeWhile(lines, (one) => !one.startsWith('```'))
    lines.shift()
    return `<pre tabindex="0"><code>${escape(code.join('\n'))}</code></pre>`
  }
  if (line.startsWith('|')) return table([line, ...takeWhile(lines, (one) => one.startsWith('|'))],
    linkTo)
  const item = /^(\s*)([-*]|\d+\.) +/.exec(line)
  if (item) {
    const rest = takeWhile(lines, (one) => /^(\s*([-*]|\d+\.) +|\s+\S)/.test(one))
    return list([line, ...rest], /\d/.test(item[2] ?? '') ? 'ol' : 'ul', linkTo)
  }
  if (line.startsWith('>')) {
    const quoted = [line, ...takeWhile(lines, (one) => one.startsWith('>'))]
    return `<blockquote>${renderMarkdown(
      quoted.map((one) => one.replace(/^> ?/, '')).join('\n'), linkTo)}</blockquote>`
  }
  const paragraph = [line, ...takeWhile(lines, (one) => one.trim() !== ''
    && !/^(#{1,4} |```|\||>|\s*([-*]|\d+\.) +)/.test(one))]
  return `<p>${inline(paragraph.map((one) => one.trim()).join('\n'), linkTo)}</p>`
}

function takeWhile(lines: string[], fits: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !fits(line))
  return lines.splice(0, end < 0 ? lines.length : end)
}

function list(lines: readonly string[], kind: 'ol' | 'ul', linkTo: LinkTo): string {
  const items: string[] = []
  for (const line of lines) {
    const begun = /^\s*(?:[-*]|\d+\.) +(.*)$/.exec(line)
    if (begun) items.push(begun[1] ?? '')
    else items.push(`${items.pop() ?? ''}\n${line.trim()}`)
  }
  return `<${kind}>${items.map((item) => `<li>${inline(item, linkTo)}</li>`).join('')}</${kind}>`
}

function table(lines: readonly string[], linkTo: LinkTo): string {
  const rows = lines.map((line) => line.replaceAll(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/).map((cell) => inline(cell.trim().replaceAll('\\|', '|'), linkTo)))
  const [head = [], , ...body] = rows
  return '<div class="help-table" tabindex="0"><table><thead><tr>'
    + head.map((cell) => `<th scope="col">${cell}</th>`).join('') + '</tr></thead><tbody>'
    + body.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
    + '</tbody></table></div>'
}

/** Code first: nothing inside it means anything else. */
function inline(text: string, linkTo: LinkTo): string {
  return text.split(/(`[^`]+`)/).map((part) => (part.startsWith('`') && part.length > 1
    ? `<code>${escape(part.slice(1, -1))}</code>` : words(escape(part), linkTo))).join('')
}

const words = (escaped: string, linkTo: LinkTo) => escaped
  .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, href: string) => {
    const to = linkTo(href)
    return to === null ? label : `<a href="${to}">${label}</a>`
  })
  .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
  .replaceAll(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, '<em>$1</em>')

const slugOf = (heading: string) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
  .trim().replaceAll(/\s+/g, '-')
