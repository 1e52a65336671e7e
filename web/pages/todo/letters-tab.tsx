// Letters on paper: what waits for the printer, what is printed and to be posted, what was posted.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group } from '@mantine/core'
import { IconMailbox, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  getBatchPdf, listLetters, postLetters, printAgain, printLetters, undoPosting, type Letter,
} from '#contract/letters.ts'
import { addressOf, call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { queryClient, useDeed, usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { toast, toastProblem, toastUndo } from '../../ui/toast.tsx'
import { LetterRow } from './letter-row.tsx'

export type LetterAnswer = z.output<typeof Letter>
const MOST = 200

export function LettersTab() {
  return (
    <div className="stack">
      <Section list="to_print" title={t`To print`} deeds={(chosen) => <PrintDeeds {...chosen} />}
        empty={t`No letter waits for the printer.`} />
      <Section list="printed" title={t`Printed, to be posted`}
        empty={t`Nothing printed waits to be posted.`} deeds={(chosen) =>
        <PostDeeds {...chosen} />} />
      <Section list="posted" title={t`Posted`} empty={t`No letter was posted yet.`}
        deeds={(chosen) => <UndoDeed {...chosen} />} />
    </div>
  )
}

interface Chosen {
  letters: readonly LetterAnswer[]
  clear: () => void
}

function Section({ list, title, empty, deeds }: {
  list: 'to_print' | 'printed' | 'posted'; title: string; empty: string
  deeds: (chosen: Chosen) => React.ReactNode
}) {
  const pages = usePages(listLetters, { query: { list, limit: '100' } }, { isLive: true })
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const items = pages.items ?? []
  const letters = items.filter(({ id }) => marked.has(id)).slice(0, MOST)
  const mark = (ids: readonly string[], isOn: boolean) => setMarked((before) => {
    const after = new Set(before)
    for (const id of ids) {
      if (isOn) after.add(id)
      else after.delete(id)
    }
    return after
  })
  const fit = items.filter(({ warnings }) => warnings.length === 0).slice(0, MOST)
  const isAll = fit.length > 0 && fit.every(({ id }) => marked.has(id))
  return (
    <section className="card card-flush" aria-label={title}>
      <div className="row-line" style={{ padding: '12px 16px', flexWrap: 'wrap', gap: 8 }}>
        <Checkbox label={<span className="strong">{title}</span>} checked={isAll}
          indeterminate={!isAll && letters.length > 0} disabled={items.length === 0}
          onChange={() => {
            setMarked(new Set(isAll ? [] : fit.map(({ id }) => id)))
          }}
          aria-label={t`Choose all letters without a warning: ${title}`} />
        <Group gap="xs">{deeds({ letters, clear: () => setMarked(new Set()) })}</Group>
      </div>
      {pages.error && !pages.items
        ? <ErrorState error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isPending ? <ListSkeleton /> : null}
      {pages.items?.length === 0 ? (list === 'to_print' ? (
        <EmptyState icon={<IconMailbox size={22} />} title={empty}>
          <Trans>Letters of workflows and those you write come here when they
            leave.</Trans></EmptyState>
      ) : <p className="dim small" style={{ margin: 0, padding: '0 16px 14px' }}>{empty}</p>)
        : null}
      <ul className="rows">
        {items.map((letter) => (
          <LetterRow key={letter.id} letter={letter} isMarked={marked.has(letter.id)}
            onMark={(isOn) => mark([letter.id], isOn)} />
        ))}
      </ul>
      <LoadMore pages={pages} />
    </section>
  )
}

const NONE = t`Choose letters first.`
const idsOf = (letters: readonly LetterAnswer[]) => letters.map(({ id }) => id)
const countText = (count: number) => (count === 1 ? t`1 letter` : t`${count} letters`)

function PrintDeeds({ letters, clear }: Chosen) {
  const print = useDeed(printLetters, (batch) => {
    clear()
    window.location.assign(addressOf(getBatchPdf, { params: { batchId: batch.batchId } }))
    toast(t`${countText(batch.letterCount)} printed; post them, then mark them as posted.`)
    if (batch.leftOut[0]) {
      toastProblem(new Error(`${batch.leftOut.length} left out: ${batch.leftOut[0].why}`))
    }
  })
  return (
    <>
      <DeedError error={print.error} />
      <DeedButton endpoint={printLetters} loading={print.isPending}
        whyNot={letters.length === 0 ? NONE : null} leftSection={<IconPrinter size={16} />}
        onClick={() => print.mutate({ body: { letterIds: idsOf(letters) } })}>
        {letters.length === 0 ? t`Print` : t`Print ${letters.length}`}</DeedButton>
    </>
  )
}

function PostDeeds({ letters, clear }: Chosen) {
  const post = useDeed(postLetters, (answer, given) => {
    clear()
    toastUndo(answer.alreadyPosted > 0
      ? t`${countText(answer.posted)} marked; ${answer.alreadyPosted} had been marked before.`
      : t`${countText(answer.posted)} marked as posted.`,
    () => void undo(given.body?.letterIds ?? []))
  })
  const again = useDeed(printAgain, ({ queued }) => {
    clear()
    toast(t`${countText(queued)} back in the print queue.`)
  })
  const batchIds = [...new Set(letters.map(({ batchId }) => batchId))]
  const [batchId] = batchIds
  const whyNot = letters.length === 0 ? NONE : null
  return (
    <>
      <DeedError error={post.error ?? again.error} />
      <DeedButton endpoint={postLetters} loading={post.isPending} whyNot={whyNot}
        leftSection={<IconMailbox size={16} />}
        onClick={() => post.mutate({ body: { letterIds: idsOf(letters) } })}>
        <Trans>Mark as posted</Trans></DeedButton>
      <DeedButton endpoint={printAgain} variant="default" loading={again.isPending} whyNot={whyNot}
        onClick={() => again.mutate({ body: { letterIds: idsOf(letters) } })}>
        <Trans>Spoiled: print again</Trans></DeedButton>
      {batchIds.length === 1 && batchId ? (
        <Button component="a" variant="default" download
          href={addressOf(getBatchPdf, { params: { batchId } })}><Trans>PDF of the
          batch</Trans></Button>
      ) : null}
    </>
  )
}

async function undo(letterIds: string[]): Promise<void> {
  try {
    await call(undoPosting, { body: { letterIds } })
    await queryClient.invalidateQueries()
  } catch (error) {
    toastProblem(error instanceof Error ? error : new Error('It could not be undone.'))
  }
}

function UndoDeed({ letters, clear }: Chosen) {
  const back = useDeed(undoPosting, ({ undone }) => {
    clear()
    toast(t`${countText(undone)} not posted after all.`)
  })
  return (
    <>
      <DeedError error={back.error} />
      <DeedButton endpoint={undoPosting} variant="default" loading={back.isPending}
        whyNot={letters.length === 0 ? NONE : null}
        onClick={() => back.mutate({ body: { letterIds: idsOf(letters) } })}>
        <Trans>Not posted</Trans></DeedButton>
    </>
  )
}
