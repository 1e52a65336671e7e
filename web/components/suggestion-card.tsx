// One suggestion: what was read, the customer's words, corrections, and the two ways to decide it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import {
  IconBeach, IconCoin, IconFlag, IconHash, IconScale, IconUserQuestion, type Icon,
} from '@tabler/icons-react'
import { useState } from 'react'
import { createContact } from '#contract/customers.ts'
import { listInvoices } from '#contract/invoices.ts'
import { acceptSuggestion, dismissSuggestion, reopenSuggestion } from '#contract/suggestions.ts'
import { call } from '../api.ts'
import { counted } from '../format.ts'
import { useShortcut } from '../keys.ts'
import { queryClient, useDeed, useRead } from '../queries.ts'
import { DeedError } from '../ui/error-state.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { toast, toastProblem, toastUndo } from '../ui/toast.tsx'
import { DeedButton } from './deed-button.tsx'
import {
  bodyOf, correctedFrom, missingIn, SuggestionFields, type Corrected,
} from './suggestion-fields.tsx'
import {
  factsOf, NOTES, SUGGESTION_WORDS, type SuggestionAnswer, type SuggestionKind,
} from './suggestion-words.ts'

const PICTURES: Record<SuggestionKind, Icon> = {
  promise: IconFlag, dispute: IconScale, already_paid: IconCoin, po_missing: IconHash,
  wrong_person: IconUserQuestion, out_of_office: IconBeach,
}

export function SuggestionCard({ suggestion, customerId, shortcut }: {
  suggestion: SuggestionAnswer
  customerId: string
  /** The key that accepts it, where there is one. */
  shortcut: 'promise' | 'dispute' | null
}) {
  const { kind } = suggestion
  const words = SUGGESTION_WORDS[kind]
  const before = correctedFrom(suggestion)
  const [given, setGiven] = useState<Corrected>(before)
  const why = missingIn(suggestion, given)
  const [isOpen, setOpen] = useState(why !== null || kind === 'already_paid')
  const params = { suggestionId: suggestion.id }
  const accept = useDeed(acceptSuggestion, () =>
    toastUndo(`${words.accepted}.`, () => void reopen(suggestion.id)))
  const dismiss = useDeed(dismissSuggestion, () =>
    toastUndo(t`Suggestion dismissed.`, () => void reopen(suggestion.id)))
  const isBusy = accept.isPending || dismiss.isPending
  const doAccept = () => {
    if (isBusy) return
    if (why !== null) setOpen(true)
    else accept.mutate({ params, body: bodyOf(suggestion, given, before) })
  }
  useShortcut(shortcut ?? 'promise', doAccept, shortcut !== null)
  const hasFields = kind !== 'po_missing' && kind !== 'wrong_person'
  return (
    <section className="suggestion" aria-label={t`Suggested: ${words.title}`}>
      <Said suggestion={suggestion} />
      {isOpen && hasFields ? (
        <Fields suggestion={suggestion} customerId={customerId} given={given}
          onChange={(part) => setGiven((value) => ({ ...value, ...part }))} />
      ) : null}
      <DeedError error={accept.error ?? dismiss.error} />
      <Group gap="xs" mt={10}>
        <DeedButton endpoint={acceptSuggestion} size="compact-sm" variant="light" whyNot={why}
          loading={accept.isPending} onClick={doAccept} rightSection={shortcut === null ? undefined
            : <KeyHint shortcut={shortcut} />}>{words.accept}</DeedButton>
        <DeedButton endpoint={dismissSuggestion} size="compact-sm" variant="default"
          loading={dismiss.isPending} onClick={() => dismiss.mutate({ params })}>
          <Trans>Dismiss</Trans></DeedButton>
        {hasFields && !isOpen ? (
          <Button size="compact-sm" variant="subtle" onClick={() =>
            setOpen(true)}><Trans>Change</Trans></Button>
        ) : null}
        <NewContact suggestion={suggestion} customerId={customerId} />
      </Group>
    </section>
  )
}

function Said({ suggestion }: { suggestion: SuggestionAnswer }) {
  const { kind, detail, quote, confidence } = suggestion
  const Picture = PICTURES[kind]
  const facts = factsOf(suggestion)
  const notes = kind === 'promise' ? detail.notes : []
  return (
    <>
      <div className="suggestion-head">
        <Picture size={16} aria-hidden />
        <span className="strong">{SUGGESTION_WORDS[kind].title}</span>
        {facts === '' ? null : <span className="suggestion-facts">{facts}</span>}
        <About suggestion={suggestion} />
        {confidence === 'likely' ? <span className="dim tiny"><Trans>Please check</Trans></span>
          : null}
      </div>
      <blockquote className="suggestion-quote"><mark>{quote}</mark></blockquote>
      {notes.map((note) => <p key={note} className="dim small" style={{ margin: '4px 0 0' }}>
        {NOTES[note]}</p>)}
    </>
  )
}

const MOST_NUMBERS = 4

function About({ suggestion }: { suggestion: SuggestionAnswer }) {
  const { invoiceNumbers } = suggestion
  if (invoiceNumbers.length === 0 || !('isNamed' in suggestion.detail)) return null
  const numbers = invoiceNumbers.length > MOST_NUMBERS ? counted(invoiceNumbers.length, 'invoice')
    : invoiceNumbers.join(', ')
  return (
    <span className="suggestion-facts">{numbers}{suggestion.detail.isNamed ? null
      : <span className="dim small"> <Trans>not named by them</Trans></span>}</span>
  )
}

function Fields({ suggestion, customerId, given, onChange }: {
  suggestion: SuggestionAnswer; customerId: string; given: Corrected
  onChange: (part: Partial<Corrected>) => void
}) {
  const invoices = useRead(listInvoices, {
    query: { customerId, status: 'open', limit: 200 },
  })
  return (
    <SuggestionFields suggestion={suggestion} invoices={invoices.data?.items ?? []} value={given}
      onChange={onChange} />
  )
}

/** Whom they named, as a contact: one press, whatever becomes of the suggestion. */
function NewContact({ suggestion, customerId }: {
  suggestion: SuggestionAnswer; customerId: string
}) {
  const { kind, detail } = suggestion
  const person = kind === 'wrong_person' ? detail : kind === 'out_of_office' ? detail.standIn : null
  const email = person?.email ?? null
  const add = useDeed(createContact, (contact) =>
    toast(`${contact.name || contact.emails[0] || t`This person`} is a contact now.`))
  if (email === null || add.isSuccess) return null
  return (
    <DeedButton endpoint={createContact} size="compact-sm" variant="subtle"
      loading={add.isPending} onClick={() => add.mutate({
        params: { customerId },
        body: { name: person?.name ?? '', emails: [email], phones: [], positions: [],
          isMain: false, locale: null },
      })}><Trans>Add {person?.name ?? email} as a contact</Trans></DeedButton>
  )
}

export async function reopen(suggestionId: string) {
  try {
    await call(reopenSuggestion, { params: { suggestionId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}
