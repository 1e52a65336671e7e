// Public shorteners: carriers filter them, and nobody sees whose page they open (SPEC §7.3).

const SHORTENERS = [
  '1url.com', 'adf.ly', 'b.link', 'bit.do', 'bit.ly', 'bitly.com', 'bl.ink', 'buff.ly', 'clck.ru',
  'cli.gs', 'cutt.ly', 'db.tt', 'dlvr.it', 'fb.me', 'git.io', 'goo.gl', 'goo.su', 'gg.gg',
  'hubs.ly', 'hyperurl.co', 'ift.tt', 'is.gd', 'j.mp', 'kutt.it', 'linktr.ee', 'lnkd.in', 'lnk.to',
  'mcaf.ee', 'ow.ly', 'po.st', 'qr.ae', 'qr.net', 'rb.gy', 'rebrand.ly', 'reurl.cc', 's.id',
  'sh.st', 'short.gy', 'short.io', 'shorturl.at', 'shorte.st', 'shrtco.de', 'smarturl.it',
  'snip.ly', 'soo.gd', 'su.pr', 't.co', 't.cn', 't.ly', 't1p.de', 't2m.io', 'tiny.cc', 'tiny.one',
  'tiny.pl', 'tinyurl.com', 'tr.im', 'trib.al', 'u.to', 'urlz.fr', 'v.gd', 'v.ht', 'x.co',
  'x.gd', 'yourls.org', 'zpr.io', 'zws.im',
] as const

const NAMES = SHORTENERS.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')
// With a scheme the host alone is a link; without one, phones make a link where a path follows.
const WITH_SCHEME = new RegExp(
  String.raw`\bhttps?:\/\/(?:[^\s/@]*@)?(?:[a-z0-9-]+\.)*(${NAMES})\.?(?![a-z0-9.-]*[a-z0-9])`, 'g')
const BARE = new RegExp(
  String.raw`(?<![\w@/.-])(?:[a-z0-9-]+\.)*(${NAMES})\.?(?::\d+)?\/[^\s/]`, 'g')

/** The shorteners that a text links to, each once. */
export function shortenersIn(text: string): string[] {
  const plain = asBrowsersReadIt(text)
  return [...new Set([WITH_SCHEME, BARE].flatMap((pattern) =>
    [...plain.matchAll(pattern)].flatMap(([, name]) => name ?? [])))]
}

/** What a template or a person is told; null when the text may go. */
export function shortenerProblem(text: string): string | null {
  const [name] = shortenersIn(text)
  return name === undefined ? null : `Links of ${name} are filtered by carriers, and nobody sees `
    + 'where they lead: use {{ pay_link }} or an address of your own.'
}

/** Signs that look like a dot or are not seen at all do not hide a host. */
const asBrowsersReadIt = (text: string): string => text.normalize('NFKC')
  .replaceAll(/[\u3002\uFF0E\uFF61]/g, '.')
  .replaceAll(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '').toLowerCase()
