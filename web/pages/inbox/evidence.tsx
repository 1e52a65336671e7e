// Why a message stands where it stands: how it was matched, how sure its sender is, its original.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react'
import { getRawMail } from '#contract/messages.ts'
import { addressOf } from '../../api.ts'
import { useSession } from '../../components/session.tsx'
import { Addresses, type MessageAnswer } from '../../components/message-view.tsx'

export function Evidence({ letter }: { letter: MessageAnswer & { linkedBy?: string | null } }) {
  const { nameOf } = useSession()
  const linkedBy = letter.linkedBy?.startsWith('user:')
    ? nameOf(letter.linkedBy.slice('user:'.length)) : null
  const sender = letter.kind !== 'human' ? null : senderWords(letter.reasons)
  return (
    <div className="letter-facts">
      {letter.direction === 'out' ? null : <span>{howWords(letter.reasons, linkedBy)}</span>}
      {sender === null ? null : (
        <span style={{ color: sender.isGood ? undefined : 'var(--warn)' }}>
          {sender.isGood ? <IconShieldCheck size={13} aria-hidden style={MARK} />
            : <IconShieldQuestion size={13} aria-hidden style={MARK} />} {sender.words}
        </span>
      )}
      {typeof letter.reasons.attachmentsLeftOut === 'number' ? (
        <span><Trans>{letter.reasons.attachmentsLeftOut} more files are only in the
          original</Trans></span>
      ) : null}
      <details>
        <summary style={{ cursor: 'pointer' }}><Trans>Addresses</Trans></summary>
        <Addresses message={letter} />
      </details>
      {letter.inboundMailId === null ? null : (
        <Anchor inherit download={`${letter.inboundMailId}.eml`} underline="always" href={
          addressOf(getRawMail, { params: { inboundMailId: letter.inboundMailId } })}>
          <Trans>Original .eml</Trans></Anchor>
      )}
    </div>
  )
}

const MARK = { verticalAlign: '-2px' } as const

const HOW: Record<string, string> = {
  reference: t`Here because it answers our message`,
  token: t`Here because it was sent to our reply address`,
  invoice: t`Here because it names an invoice of this sender’s company`,
  sender: t`Here because its sender is a contact`,
  payment_page: t`Here because it was written on the payment page`,
  domain: t`Here because only this customer writes from its domain`,
  phone: t`Here because it is the number of a contact`,
  last_sms: t`Here because this number was texted before`,
}

function howWords(reasons: Record<string, unknown>, linkedBy: string | null): string {
  if (reasons.how === 'person') return t`Linked by ${linkedBy ?? t`a person`}`
  if (typeof reasons.how === 'string' && HOW[reasons.how] !== undefined) {
    return HOW[reasons.how] ?? ''
  }
  return typeof reasons.evidence === 'string' ? reasons.evidence : t`It fits no customer by itself`
}

/** What the checks of the sending domain gave, where they were made; else what is known at all. */
function senderWords(reasons: Record<string, unknown>): { words: string; isGood: boolean } | null {
  if (reasons.isSenderDoubtful === true) {
    return { words: t`Names more than one sender, or none that can be trusted`, isGood: false }
  }
  const verdict = senderVerdict(reasons)
  if (verdict === 'pass') return { words: t`Sender verified`, isGood: true }
  if (verdict === 'fail') return { words: t`Sender not verified`, isGood: false }
  if (reasons.isSenderKnown === false) {
    return { words: t`Not an address of a contact`, isGood: false }
  }
  return null
}

function senderVerdict({ authentication }: Record<string, unknown>): unknown {
  return typeof authentication === 'object' && authentication !== null
    && 'sender' in authentication ? authentication.sender : null
}
