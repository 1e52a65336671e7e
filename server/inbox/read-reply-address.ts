// The set-up of the reply address as its page shows it.
import type { z } from 'zod'
import type { ReplyAddressSetup, ReplyProbe } from '#contract/ways-in.ts'
import { secondsBetween } from '#domain/day.ts'
import { probeAdvice, probeState, type ReplyProvider } from '#domain/reply-probe.ts'
import type { Org } from '../platform/in-organization.ts'
import { inboundDomainOf, intakeAddressOf } from '../settings/addresses.ts'
import { newestConfirmation } from './keep-confirmation.ts'
import { lastReceived, newestProbe, replyAddressOf, type ProbeRow } from './probe-store.ts'

export async function readReplyAddress(org: Org): Promise<z.output<typeof ReplyAddressSetup>> {
  const wanted = await replyAddressOf(org)
  const probe = await newestProbe(org)
  const confirmation = await newestConfirmation(org)
  const last = await lastReceived(org)
  return {
    intakeAddress: intakeAddressOf(org),
    replyAddress: wanted && {
      kind: wanted.kind, address: wanted.address, provider: wanted.provider,
    },
    confirmation: confirmation && {
      provider: confirmation.provider, code: confirmation.code, link: confirmation.link,
      mailbox: confirmation.mailbox, receivedAt: confirmation.received_at,
    },
    // A test of another address, or of another way there, tells nothing of this one.
    probe: probe && wanted && probe.address === wanted.address && probe.sent_at >= wanted.saved_at
      ? toProbe(org, probe, wanted.provider) : null,
    lastReceived: last && { at: last.at, way: last.source },
    takesSmtp: org.installation.config.smtpListenPort !== null,
  }
}

function toProbe(
  org: Org, row: ProbeRow, provider: ReplyProvider,
): z.output<typeof ReplyProbe> {
  const now = org.installation.now()
  const probe = { sentAt: row.sent_really_at, failedWhy: row.failed_why, returned: row.seen }
  const domain = inboundDomainOf(org.installation.config)
  return {
    id: row.id, state: probeState(probe, now), address: row.address, sentAt: row.sent_at,
    waitedSeconds: Math.max(0, secondsBetween(row.sent_really_at, row.returned_really_at ?? now)),
    returnedAt: row.returned_at, failedWhy: row.failed_why,
    isCaptured: org.settings.email_channel !== 'smtp',
    advice: probeAdvice(probe, { provider, domain }, now), seen: row.seen,
  }
}
