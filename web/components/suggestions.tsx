// What was read from a message or from an answer, quietly below it: open ones first, then decided.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { listSuggestions, reopenSuggestion } from '#contract/suggestions.ts'
import { useShortcut } from '../keys.ts'
import { useRead } from '../queries.ts'
import { HoldByHand } from './hold-by-hand.tsx'
import { useWhyNot } from './session.tsx'
import { reopen, SuggestionCard } from './suggestion-card.tsx'
import { SUGGESTION_WORDS, type SuggestionAnswer } from './suggestion-words.ts'
import './suggestions.css'

/**
 * `m` and `d` accept the first promise and dispute; without one they open the plain dialogs. Only
 * where one customer's answer is the matter of the page (`hasKeys`).
 */
export function Suggestions({ customerId, messageId, replyActionId, hasKeys = false }: {
  customerId: string
  messageId?: string
  replyActionId?: string
  hasKeys?: boolean
}) {
  const read = useRead(listSuggestions, {
    query: { limit: 50, ...(messageId === undefined ? {} : { messageId }),
      ...(replyActionId === undefined ? {} : { replyActionId }) },
  }, { isLive: true })
  const items = (read.data?.items ?? []).toSorted((a, b) => a.place - b.place)
  const open = items.filter(({ state }) => state === 'open')
  const decided = items.filter(({ state }) => state !== 'open')
  const keyed = hasKeys ? {
    promise: open.find(({ kind }) => kind === 'promise')?.id,
    dispute: open.find(({ kind }) => kind === 'dispute')?.id,
  } : {}
  return (
    <>
      {items.length === 0 ? null : (
        <div className="suggestions">
          {open.length === 0 ? null : <div className="dim tiny"><Trans>Read from their
            words</Trans></div>}
          {open.map((suggestion) => (
            <SuggestionCard key={suggestion.id} suggestion={suggestion} customerId={customerId}
              shortcut={keyed.promise === suggestion.id ? 'promise'
                : keyed.dispute === suggestion.id ? 'dispute' : null} />
          ))}
          {decided.map((suggestion) => <Decided key={suggestion.id} suggestion={suggestion} />)}
        </div>
      )}
      {hasKeys ? <ByHand customerId={customerId} hasPromise={keyed.promise !== undefined}
        hasDispute={keyed.dispute !== undefined} /> : null}
    </>
  )
}

function ByHand({ customerId, hasPromise, hasDispute }: {
  customerId: string; hasPromise: boolean; hasDispute: boolean
}) {
  const [kind, setKind] = useState<'promise' | 'dispute' | null>(null)
  useShortcut('promise', () => setKind('promise'), !hasPromise)
  useShortcut('dispute', () => setKind('dispute'), !hasDispute)
  return kind === null ? null
    : <HoldByHand customerId={customerId} kind={kind} onClose={() => setKind(null)} />
}

function Decided({ suggestion }: { suggestion: SuggestionAnswer }) {
  const { title, accepted } = SUGGESTION_WORDS[suggestion.kind]
  const whyNot = useWhyNot(reopenSuggestion)
  const isAccepted = suggestion.state === 'accepted'
  const what = isAccepted ? accepted : t`${title} dismissed`
  const by = suggestion.decidedByName
  return (
    <div className="dim small suggestion-decided" title={suggestion.quote}>
      {isAccepted ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
      <span>{by === null ? what : t`${what} by ${by}`}</span>
      {whyNot === null ? (
        <Anchor component="button" type="button" size="sm"
          onClick={() => void reopen(suggestion.id)}><Trans>Undo</Trans></Anchor>
      ) : null}
    </div>
  )
}
