// HTML of a mail as plain text, with a mark where the mail client's own quote begins.
import { compile, type FormatCallback } from 'html-to-text'
import { QUOTE_MARK } from '#domain/mail/mail.ts'
import { boundHtml } from './bound-html.ts'

/** Reads at most 1 MB of HTML and 400 levels; never shouts headings. */
export function htmlAsText(html: string): string {
  return convert(boundHtml(html)).replaceAll('\u00a0', ' ').trimEnd()
}

// Where the history begins in the HTML of the clients that say so.
const QUOTE_CONTAINERS = [
  'div.gmail_quote', 'div.gmail_quote_container', 'blockquote.gmail_quote', 'div.gmail_extra',
  'div#divRplyFwdMsg', 'div#appendonsend', 'div#OLK_SRC_BODY_SECTION', 'span#OLK_SRC_BODY_SECTION',
  'div#mail-editor-reference-message-container', 'div.moz-cite-prefix', 'div.yahoo_quoted',
  'div.protonmail_quote', 'blockquote.protonmail_quote', 'div#duebox-quote',
  'div.zmail_extra', 'div.ms-outlook-mobile-reference-message', 'div#x_divRplyFwdMsg',
  'div.tutanota_quote', 'blockquote.tutanota_quote', 'div.mail-quote-container',
  'div#reply-intro', 'div.fairemail_quote', 'div.quote-intro',
]

const quoteContainer: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 })
  builder.addInline(QUOTE_MARK)
  builder.closeBlock({ trailingLineBreaks: 1 })
  if (element.name === 'blockquote') {
    builder.openBlock({ leadingLineBreaks: 1, reservedLineLength: 2 })
    walk(element.children, builder)
    builder.closeBlock({
      trailingLineBreaks: 1,
      blockTransform: (block) => block.split('\n').map((line) => `> ${line}`).join('\n'),
    })
    return
  }
  builder.openBlock({ leadingLineBreaks: 1 })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

const NOT_SHOUTED = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
  selector, options: { uppercase: false },
}))

const convert = compile({
  wordwrap: false,
  formatters: { quoteContainer },
  limits: { maxDepth: 400, maxChildNodes: 20_000, ellipsis: '' },
  selectors: [
    ...NOT_SHOUTED,
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'table', options: { uppercaseHeaderCells: false } },
    { selector: 'img', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'hr', options: { length: 40 } },
    ...QUOTE_CONTAINERS.map((selector) => ({ selector, format: 'quoteContainer' })),
  ],
})
