// Rows with a mistake or a warning: what is wrong, a field to mend it, and the file of all of them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  changeImport, checkImport, listImportProblems, type ImportProblem,
} from '#contract/import-wizard.ts'
import { getImportErrors } from '#contract/imports.ts'
import { addressOf } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { countText } from '../../format.ts'
import { useDeed, usePages } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { fieldWord, type InHand } from './import-words.ts'

type Problem = z.output<typeof ImportProblem>
const keyOf = ({ line, place }: Pick<Problem, 'line' | 'place'>) => `${line} ${place}`

export function Problems({ now, canFix = false }: { now: InHand; canFix?: boolean }) {
  const pages = usePages(listImportProblems,
    { params: { importId: now.id }, query: { limit: 50 } })
  const [typed, setTyped] = useState<Record<string, string>>({})
  const change = useDeed(changeImport)
  const check = useDeed(checkImport)
  if (pages.error && !pages.items) {
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (!pages.items) return <ListSkeleton rows={3} />
  if (pages.items.length === 0) return null
  const wrong = now.checked && canFix ? now.checked.failed : now.failed
  const count = Object.keys(typed).length
  const save = () => {
    const fixes = structuredClone(now.choices.fixes)
    for (const problem of pages.items ?? []) {
      const text = typed[keyOf(problem)]
      if (text === undefined || problem.place === null) continue
      fixes[problem.line] = { ...fixes[problem.line], [problem.place]: text }
    }
    const params = { importId: now.id }
    change.mutate({ params, body: { fixes } }, { onSuccess: () => {
      setTyped({})
      check.mutate({ params })
    } })
  }
  return (
    <section className="card card-flush" aria-labelledby="problems">
      <div className="import-deeds" style={{ padding: '14px 16px' }}>
        <h2 id="problems" className="card-title" style={{ margin: 0 }}>
          <Trans>Rows to look at</Trans></h2>
        {wrong === 0 ? null : (
          <Button className="import-end" variant="default" component="a" download
            leftSection={<IconDownload size={16} />}
            href={addressOf(getImportErrors, { params: { importId: now.id } })}>
            <Trans>Download errors.csv</Trans></Button>
        )}
      </div>
      <div role="list">
        {pages.items.map((problem) => (
          <ProblemRow key={`${keyOf(problem)} ${problem.code}`} problem={problem} canFix={canFix}
            typed={typed[keyOf(problem)]} onType={(text) =>
              setTyped((before) => ({ ...before, [keyOf(problem)]: text }))} />
        ))}
      </div>
      <LoadMore pages={pages} />
      {count === 0 ? null : (
        <div className="import-deeds" style={{ padding: '12px 16px' }}>
          <DeedButton endpoint={changeImport} loading={change.isPending || check.isPending}
            onClick={save}><Trans>Check again with {countText(count)} corrected</Trans></DeedButton>
        </div>
      )}
      <DeedError error={change.error ?? check.error} />
    </section>
  )
}

function ProblemRow({ problem, canFix, typed, onType }: {
  problem: Problem; canFix: boolean; typed: string | undefined; onType: (text: string) => void
}) {
  const { line, field, reason, level, place, cell } = problem
  const lineText = countText(line)
  const what = fieldWord(field)
  return (
    <div className="import-problem" role="listitem">
      <span className="num small strong"><Trans>Line {lineText}</Trans></span>
      <span className="small" style={{ overflowWrap: 'anywhere' }}>
        {level === 'error'
          ? <IconAlertTriangle size={14} aria-label={t`Mistake`} color="var(--bad)" />
          : <IconInfoCircle size={14} aria-label={t`Warning`} color="var(--warn)" />}{' '}
        {field === '' ? null : <span className="strong">{what}: </span>}{reason}
      </span>
      {!canFix || place === null || level !== 'error' ? <span /> : (
        <TextInput size="xs" aria-label={t`Line ${lineText}, ${what}: corrected`}
          value={typed ?? cell} onChange={(event) => onType(event.currentTarget.value)} />
      )}
    </div>
  )
}
