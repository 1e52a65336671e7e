// HTML of a stranger made harmless on the server; the browser cleans and frames it once more.
import sanitizeHtml, { type Attributes, type Tag } from 'sanitize-html'
import { assert } from '../platform/errors.ts'
import { boundHtml } from './bound-html.ts'

const LONGEST_STYLE = 2_000

/**
 * No scripts, forms, frames, media or external load. Pictures keep their address in
 * `data-remote-src` or `data-cid`, for the button that shows them.
 */
export const sanitizeMail = (html: string): string =>
  sanitizeHtml(boundHtml(html), MAIL_PROFILE)

/** Ends the start when the sanitiser does not do its work, as it did once under another DOM. */
export function assertSanitizerWorks(): void {
  const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>'
    + '<a href="\u2028javascript:alert(3)">a</a><form action=//x><input></form>'
    + '<p style="background:url(//x);color:red" onclick=alert(4)>ok</p>'
  const clean = sanitizeMail(hostile)
  for (const trace of ['onerror', 'alert', 'script', '<form', '<input', 'url(', 'onclick']) {
    assert(!clean.includes(trace), `the sanitiser of received mail lets "${trace}" through`)
  }
  assert(clean.includes('ok'), 'the sanitiser of received mail keeps the text')
}

const COLOR = [/^[a-z]{3,20}$/i, /^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]{1,40}\)$/i]
const LENGTH = [/^[\d.]{1,8}(px|pt|em|rem|%|cm|mm|in)?$/i]
const SPACES = [/^[\d.\sa-z%-]{1,40}$/i]
const WORD = [/^[a-z-]{1,30}$/i]
const BORDER = [/^[\w\s#.,%-]{1,60}$/]

const STYLES = {
  '*': {
    'color': COLOR, 'background-color': COLOR, 'background': COLOR,
    'font-family': [/^[\w\s,"'-]{1,200}$/], 'font-size': [...LENGTH, ...WORD],
    'font-weight': [/^(\d{3}|[a-z]{1,10})$/i], 'font-style': WORD, 'text-align': WORD,
    'text-decoration': [/^[a-z\s-]{1,40}$/i], 'text-transform': WORD, 'vertical-align': WORD,
    'line-height': [...LENGTH, ...WORD], 'white-space': WORD, 'direction': WORD,
    'width': LENGTH, 'max-width': LENGTH, 'height': LENGTH, 'padding': SPACES,
    'padding-left': SPACES, 'padding-right': SPACES, 'padding-top': SPACES,
    'padding-bottom': SPACES, 'margin': SPACES, 'margin-left': SPACES, 'margin-right': SPACES,
    'margin-top': SPACES, 'margin-bottom': SPACES, 'border': BORDER, 'border-left': BORDER,
    'border-right': BORDER, 'border-top': BORDER, 'border-bottom': BORDER,
    'border-collapse': WORD, 'border-spacing': SPACES, 'list-style-type': WORD,
  },
}

const MAIL_PROFILE: sanitizeHtml.IOptions = {
  allowedTags: [
    'a', 'abbr', 'address', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center',
    'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'em', 'font',
    'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'ol', 'p', 'pre',
    'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table',
    'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
  ],
  // The text inside these is not for reading.
  nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'head', 'template'],
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'align', 'valign', 'title'],
    'a': ['href', 'rel', 'target'],
    'img': ['alt', 'width', 'height', 'data-remote-src', 'data-cid'],
    'table': ['width', 'border', 'cellpadding', 'cellspacing', 'bgcolor'],
    'td': ['width', 'height', 'colspan', 'rowspan', 'bgcolor', 'nowrap'],
    'th': ['width', 'height', 'colspan', 'rowspan', 'bgcolor', 'nowrap'],
    'tr': ['bgcolor'], 'col': ['span', 'width'], 'font': ['color', 'face', 'size'],
    'ol': ['start', 'type'], 'ul': ['type'], 'li': ['value'],
  },
  allowedStyles: STYLES,
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  enforceHtmlBoundary: false,
  nestingLimit: 200,
  transformTags: {
    '*': (tagName, attributes) => ({ tagName, attribs: withoutLongStyle(attributes) }),
    'a': safeLink,
    'img': blockedImage,
  },
}

function safeLink(_name: string, attributes: Attributes): Tag {
  const href = safeAddress(attributes.href ?? '')
  const kept = withoutLongStyle(attributes)
  delete kept.href
  if (!href) return { tagName: 'a', attribs: kept }
  return {
    tagName: 'a',
    attribs: { ...kept, href, rel: 'noopener noreferrer nofollow', target: '_blank' },
  }
}

// Nothing loads by itself: a picture tells the sender that, when and where it was read.
function blockedImage(_name: string, attributes: Attributes): Tag {
  const source = withoutBlanks(attributes.src ?? '')
  const kept = withoutLongStyle(attributes)
  delete kept['data-remote-src']
  delete kept['data-cid']
  const contentId = /^cid:([^\s"'<>]{1,500})$/i.exec(source)?.[1]
  if (contentId) return { tagName: 'img', attribs: { ...kept, 'data-cid': contentId } }
  if (!/^https?:\/\//i.test(source)) return { tagName: 'img', attribs: kept }
  return { tagName: 'img', attribs: { ...kept, 'data-remote-src': source.slice(0, 2_000) } }
}

function safeAddress(href: string): string | null {
  const address = withoutBlanks(href)
  return /^(https?:\/\/|mailto:|tel:)/i.test(address) ? address.slice(0, 4_000) : null
}

// Browsers ignore some blanks and control characters in front of a scheme, we ignore all.
const withoutBlanks = (address: string): string =>
  // oxlint-disable-next-line no-control-regex
  address.replace(/[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]/g, '')

function withoutLongStyle(attributes: Attributes): Attributes {
  const kept = { ...attributes }
  if ((kept.style ?? '').length > LONGEST_STYLE) delete kept.style
  return kept
}
