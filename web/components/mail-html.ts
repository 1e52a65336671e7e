// Makes the document of a mail frame: sanitised by the browser's own parser, links told by host.
import { t } from '@lingui/core/macro'
import DOMPurify from 'dompurify'
import { isLookAlike, realHost } from './linked-text.tsx'

export interface FramePictures {
  /** Data addresses, by the place of the remote picture. */
  remote: ReadonlyMap<string, string>
  /** Data addresses, by content id. */
  own: ReadonlyMap<string, string>
}

// The server counts the pictures of the stored text by this very pattern (show-files.ts).
const REMOTE = /data-remote-src="[^"]*"/g

export const remoteCount = (html: string): number => html.match(REMOTE)?.length ?? 0

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
const LOOK = 'body{margin:14px;font:14px/1.5 system-ui,sans-serif;color:#171a23;background:#fff;'
  + 'overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}'
  + 'pre{white-space:pre-wrap}.host{color:#b42318;font-size:12px}'
  + '.blocked{display:inline-block;border:1px dashed #9aa6b8;border-radius:4px;padding:1px 6px;'
  + 'font-size:12px;color:#586072}'

export function frameDocument(html: string, pictures: FramePictures): string {
  const content = document.createElement('div')
  content.append(cleanFragment(html))
  for (const image of content.querySelectorAll('img')) showPicture(image, pictures)
  for (const link of content.querySelectorAll('a')) tellHost(link)
  return '<!doctype html><html><head><meta charset="utf-8">'
    + `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`
    + '<meta name="color-scheme" content="light"><meta name="referrer" content="no-referrer">'
    + `<style>${LOOK}</style></head><body>${content.innerHTML}</body></html>`
}

function cleanFragment(html: string): DocumentFragment {
  let place = 0
  const numbered = html.replace(REMOTE, () => `data-remote="${place++}"`)
  const fragment = DOMPurify.sanitize(numbered, {
    USE_PROFILES: { html: true }, RETURN_DOM_FRAGMENT: true, ALLOW_DATA_ATTR: false,
    ADD_ATTR: ['data-remote', 'data-cid'], ADD_URI_SAFE_ATTR: ['data-remote', 'data-cid'],
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'option', 'audio',
      'video', 'source', 'picture', 'track', 'map', 'area', 'dialog'],
    FORBID_ATTR: ['src', 'srcset', 'background', 'poster', 'action', 'id', 'name', 'class'],
  })
  for (const element of fragment.querySelectorAll<HTMLElement>('[style]')) {
    // The server lets none of these through; this is the second lock on the same door.
    if (/url\s*\(|expression|@import|\\|position\s*:/i.test(element.getAttribute('style') ?? '')) {
      element.removeAttribute('style')
    }
  }
  return fragment
}

function showPicture(image: HTMLImageElement, { remote, own }: FramePictures): void {
  const data = remote.get(image.dataset.remote ?? '') ?? own.get(image.dataset.cid ?? '')
  if (data !== undefined) {
    image.setAttribute('src', data)
    return
  }
  const isPixel = Number(image.getAttribute('width')) === 1
    || Number(image.getAttribute('height')) === 1
  const words = document.createElement('span')
  words.className = 'blocked'
  words.textContent = image.alt === '' ? 'image' : image.alt.slice(0, 80)
  image.replaceWith(...(isPixel ? [] : [words]))
}

/** Says where a link leads when its words say something else, or its host may deceive the eye. */
function tellHost(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href')
  const host = href === null ? null : realHost(href)
  if (host === null || !/^(https?|mailto|tel):/i.test(href ?? '')) {
    link.removeAttribute('href')
    return
  }
  link.setAttribute('target', '_blank')
  link.setAttribute('rel', 'noopener noreferrer nofollow')
  link.setAttribute('title', `Leads to ${host}`)
  const said = /(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,20}/u.exec(link.textContent ?? '')?.[0]
  const isOther = said !== undefined && !host.endsWith(said.toLowerCase())
    && !said.toLowerCase().endsWith(host)
  if (!isLookAlike(host) && !(isOther && /^https?:/i.test(href ?? ''))) return
  const words = document.createElement('span')
  words.className = 'host'
  words.textContent = t` (leads to ${host})`
  link.after(words)
}
