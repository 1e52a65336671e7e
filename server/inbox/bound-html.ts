// HTML cut to a size that every reader of it can bear; the original stays in the raw message.

const MOST_HTML = 1024 * 1024
// The sanitiser's time grows with the square of the open tags.
const MOST_TAGS = 50_000

/** At most 1 MB and 50,000 tags, pictures written into the HTML itself left out first. */
export function boundHtml(html: string): string {
  const cut = html.replace(INLINE_DATA, '').slice(0, MOST_HTML)
  let tags = 0
  for (let at = cut.indexOf('<'); at >= 0; at = cut.indexOf('<', at + 1)) {
    tags += 1
    if (tags > MOST_TAGS) return cut.slice(0, at)
  }
  return cut
}

// They would be dropped anyway, and must not push the text below them over the limit.
const INLINE_DATA = /data:image\/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=%\s]{100,}/gi
