// Text of a stranger with its web addresses made links; where they lead is said before the click.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

const ADDRESS = /https?:\/\/[^\s<>"'()[\]{}]{3,2000}/g

export function LinkedText({ text }: { text: string }) {
  const pieces: ReactNode[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const written = match[0].replace(/[.,;:!?]+$/, '')
    const host = realHost(written)
    if (host === null) continue
    pieces.push(text.slice(at, match.index), (
      <a key={match.index} href={written} target="_blank" rel="noopener noreferrer nofollow"
        title={t`Leads to ${host}`}>{written}</a>
    ))
    if (isLookAlike(host)) pieces.push(<span className="link-host"> <Trans>leads
    to {host}</Trans></span>)
    at = match.index + written.length
  }
  pieces.push(text.slice(at))
  return <>{pieces}</>
}

/** As the network knows it: letters of other scripts become their `xn--` form. */
export function realHost(address: string): string | null {
  const url = URL.parse(address)
  if (url === null) return null
  return url.host === '' ? url.protocol.replace(':', '') : url.host
}

export const isLookAlike = (host: string): boolean => /(^|\.)xn--/.test(host)
