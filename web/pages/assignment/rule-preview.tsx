// Who would move if the rules as they stand were applied, with the money; and applying them.
import { Button, Group, SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { applyRules, previewRules } from '#contract/assignment.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { Consequences } from '../../components/consequences.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { toastMoved } from '../../components/moved-toast.ts'
import { counted, moneyText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { wishesOf, type EditedRule } from './edited-rules.ts'

type Level = 'customer' | 'invoice'
type Preview = AnswerOf<typeof previewRules>

export function RulePreview({ level, rules, isDirty }: {
  level: Level; rules: readonly EditedRule[]; isDirty: boolean
}) {
  const [among, setAmong] = useState<'unassigned' | 'all'>('unassigned')
  const [isSure, setSure] = useState(false)
  const [settled] = useDebouncedValue(rules, 400)
  const wishes = wishesOf(settled)
  const preview = useRead(previewRules, {
    body: { level, among, ...(wishes === null ? {} : { rules: wishes }) },
  }, { isOff: wishes === null, isKept: true })
  const apply = useDeed(applyRules, ({ moved, moveId }) => {
    setSure(false)
    toastMoved(`${counted(moved, level)} moved.`, moveId)
  })
  const count = preview.data?.count ?? 0
  const whyNot = isDirty ? 'Save the rules first.' : count === 0 ? 'Nobody would move.' : null
  return (
    <section className="card" aria-label="Who would move">
      <h2 className="card-title">Who would move now</h2>
      <SegmentedControl fullWidth size="xs" aria-label="Among whom" value={among}
        onChange={(value) => {
          setSure(false)
          setAmong(value === 'all' ? 'all' : 'unassigned')
        }} data={[{ value: 'unassigned', label: 'Not assigned yet' },
          { value: 'all', label: 'All but by hand' }]} />
      <div style={{ margin: '12px 0' }} role="status" aria-live="polite">
        {wishes === null ? <p className="dim small" style={{ margin: 0 }}>
          Complete the rules to see whom they would move.</p>
          : preview.error ? <ErrorState error={preview.error}
            onRetry={() => void preview.refetch()} />
            : preview.data ? <Moves preview={preview.data} level={level} />
              : <ListSkeleton rows={2} />}
      </div>
      <DeedError error={apply.error} />
      {isSure && whyNot === null ? (
        <>
          <p className="small" style={{ margin: '0 0 8px' }}>
            {counted(count, level)} {count === 1 ? 'ends its' : 'end their'} present run and{' '}
            {count === 1 ? 'starts' : 'start'} in the workflow of the rule. The delay since the
            last contact carries over.</p>
          <div style={{ margin: '0 0 10px' }}>
            <Consequences wish={{ deed: 'rules', level, among }}
              nothing="Nobody gets anything else in the next seven days." /></div>
          <Group gap="xs">
            <Button size="xs" loading={apply.isPending} onClick={() =>
              apply.mutate({ body: { level, among, expected: count } })}>
              Move {counted(count, level)}</Button>
            <Button size="xs" variant="default" onClick={() => setSure(false)}>Cancel</Button>
          </Group>
        </>
      ) : (
        <DeedButton endpoint={applyRules} size="xs" variant="default" whyNot={whyNot}
          onClick={() => setSure(true)}>Apply to existing ones…</DeedButton>
      )}
    </section>
  )
}

function Moves({ preview, level }: { preview: Preview; level: Level }) {
  if (preview.count === 0) {
    return <p className="dim small" style={{ margin: 0 }}>
      Nobody of {counted(preview.considered, level)} would move.</p>
  }
  return (
    <>
      <p className="small strong" style={{ margin: '0 0 6px' }}>
        {preview.count} of {counted(preview.considered, level)}</p>
      <ul className="rule-moves small">
        {preview.moves.map((move) => (
          <li key={`${move.ruleName} ${move.workflowId} ${move.fromName}`}>
            <div className="clamp-2">{move.count} from {move.fromName ?? 'no workflow'} to{' '}
              <span className="strong">{move.workflowName}</span></div>
            <div className="dim tiny num">{move.ruleName}
              {move.open.map((money) => ` · ${moneyText(money)}`)}</div>
          </li>
        ))}
      </ul>
      <details>
        <summary className="small">Show {preview.examples.length === preview.count ? 'them'
          : `the first ${preview.examples.length}`}</summary>
        <ul className="rule-moves small">
          {preview.examples.map((one) => (
            <li key={`${one.customerId} ${one.invoiceNumber}`} className="clamp-1">
              <Link to="/customers/$customerId" params={{ customerId: one.customerId }}>
                {one.customerName}</Link>
              {one.invoiceNumber === null ? '' : ` · ${one.invoiceNumber}`} → {one.toName}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
