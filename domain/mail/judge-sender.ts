// Judges what the DNS says about a sender's domain: SPF (RFC 7208), DKIM (6376), DMARC (7489).
export interface Judged {
  result: 'good' | 'weak' | 'missing' | 'unknown'
  found: string
  advice: string
}

const startsWith = (records: readonly string[], version: string) => records.filter((record) =>
  record.toLowerCase().startsWith(version)
  && !/[a-z0-9]/i.test(record.charAt(version.length) || ' '))

/** Two records are an error for every receiver (RFC 7208 §3.2), so they are no protection. */
export function judgeSpf(records: readonly string[]): Judged {
  const found = startsWith(records, 'v=spf1')
  const [record] = found
  if (record === undefined) {
    return { result: 'missing', found: '', advice: 'Add a TXT record that names the servers which '
      + 'may send for your domain. Your mail provider gives you its text.' }
  }
  if (found.length > 1) {
    return { result: 'weak', found: found.join('\n'), advice: 'There are two records; receivers '
      + 'then trust neither. Merge them into one.' }
  }
  if (/(^|\s)\+?all(\s|$)/i.test(record)) {
    return { result: 'weak', found: record, advice: 'It lets every server send for you. End it '
      + 'with ~all or -all.' }
  }
  return { result: 'good', found: record, advice: '' }
}

/** An empty key (p=) means that the key was taken back (RFC 6376 §3.6.1). */
export function judgeDkim(records: readonly string[]): Judged {
  const record = records.find((one) => /(^|;)\s*p=/i.test(one))
  if (record === undefined) {
    return { result: 'missing', found: '', advice: 'No key was found. Turn DKIM on at your mail '
      + 'provider, or give the name (selector) of your key.' }
  }
  if (!/(^|;)\s*p=\s*[a-z0-9+/=]{20,}/i.test(record)) {
    return { result: 'weak', found: record, advice: 'This key was taken back; publish the new '
      + 'one.' }
  }
  return { result: 'good', found: record, advice: '' }
}

export function judgeDmarc(records: readonly string[]): Judged {
  const found = startsWith(records, 'v=dmarc1')
  const [record] = found
  if (record === undefined || found.length > 1) {
    return { result: 'missing', found: found.join('\n'), advice: 'Add one TXT record, such as '
      + 'v=DMARC1; p=none; rua=mailto:you@your-domain. Large mailbox providers ask for it.' }
  }
  const policy = /(^|;)\s*p=\s*(none|quarantine|reject)\b/i.exec(record)?.[2]?.toLowerCase()
  if (policy === undefined) {
    return { result: 'weak', found: record, advice: 'It names no policy: add p=none at least.' }
  }
  return { result: 'good', found: record, advice: policy === 'none'
    ? 'It only watches. When reports look right, p=quarantine protects your name.' : '' }
}
