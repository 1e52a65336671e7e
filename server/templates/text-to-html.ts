// The HTML part of an e-mail, made from its text: escaped whole, so no value can become markup.

const LINK = /\bhttps?:\/\/[^\s<>"']{1,2000}[^\s<>"'.,;:!?)]/g

/** Paragraphs at blank lines, breaks at line ends, plain links. No styles that a client strips. */
export function textToHtml(
  text: string, quote: { introduction: string; text: string } | null = null,
): string {
  const body = [...paragraphsOf(text), ...(quote === null ? [] : [quotedHtml(quote)])]
  return '<!doctype html><html><body style="font-family:system-ui,sans-serif;font-size:15px;'
    + `line-height:1.5;color:#1a1a1a">${body.join('')}</body></html>`
}

const paragraphsOf = (text: string): string[] => text.trim().split(/\n[ \t]*\n/)
  .map((paragraph) =>
    `<p style="margin:0 0 1em">${linked(escapeHtml(paragraph)).replaceAll('\n', '<br>')}</p>`)

// Mail programs fold a cited block; its text has no links, for a stranger wrote them.
const quotedHtml = (quote: { introduction: string; text: string }): string =>
  `<p style="margin:1.5em 0 .5em;color:#555">${escapeHtml(quote.introduction)}</p>`
  + '<blockquote type="cite" style="margin:0;padding:0 0 0 12px;border-left:2px solid #ccc;'
  + `color:#555">${escapeHtml(quote.text).replaceAll('\n', '<br>')}</blockquote>`

const linked = (html: string) => html.replace(LINK, (url) => `<a href="${url}">${url}</a>`)

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
