// Who would move if the rules as they stand were applied, with the money; and applying them.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
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
    toastMoved(t`${counted(moved, level)} moved.`, moveId)
  })
  const count = preview.data?.count ?? 0
  const whyNot = isDirty ? t`Save the rules first.` : count === 0 ? t`Nobody would move.` : null
  return (
    <section className="card" aria-label={t`Who would move`}>
      <h2 className="card-title"><Trans>Who would move now</Trans></h2>
      <SegmentedControl fullWidth size="xs" aria-label={t`Among whom`} value={among}
        onChange={(value) => {
          setSure(false)
          setAmong(value === 'all' ? 'all' : 'unassigned')
        }} data={[{ value: 'unassigned', label: t`Not assigned yet` },
          { value: 'all', label: t`All but by hand` }]} />
      <div style={{ margin: '12px 0' }} role="status" aria-live="polite">
        {wishes === null ? <p className="dim small" style={{ margin: 0 }}>
          <Trans>Complete the rules to see whom they would move.</Trans></p>
          : preview.error ? <ErrorState error={preview.error}
            onRetry={() => void preview.refetch()} />
            : preview.data ? <Moves preview={preview.data} level={level} />
              : <ListSkeleton rows={2} />}
      </div>
      <DeedError error={apply.error} />
      {isSure && whyNot === null ? (
        <>
          <p className="small" style={{ margin: '0 0 8px' }}>
            <Trans>{counted(count, level)} <Plural value={count} one="ends its"
              other="end their" /> present run
              and{' '}
            <Plural value={count} one="starts" other="start" /> in the workflow of the rule. The
              delay since the last contact carries over.</Trans></p>
          <div style={{ margin: '0 0 10px' }}>
            <Consequences wish={{ deed: 'rules', level, among }}
              nothing={t`Nobody gets anything else in the next seven days.`} /></div>
          <Group gap="xs">
            <Button size="xs" loading={apply.isPending} onClick={() =>
              apply.mutate({ body: { level, among, expected: count } })}>
              <Trans>Move {counted(count, level)}</Trans></Button>
            <Button size="xs" variant="default" onClick={() =>
              setSure(false)}><Trans>Cancel</Trans></Button>
          </Group>
        </>
      ) : (
        <DeedButton endpoint={applyRules} size="xs" variant="default" whyNot={whyNot}
          onClick={() => setSure(true)}><Trans>Apply to existing ones…</Trans></DeedButton>
      )}
    </section>
  )
}

function Moves({ preview, level }: { preview: Preview; level: Level }) {
  if (preview.count === 0) {
    return <p className="dim small" style={{ margin: 0 }}>
      <Trans>Nobody of {counted(preview.considered, level)} would move.</Trans></p>
  }
  return (
    <>
      <p className="small strong" style={{ margin: '0 0 6px' }}>
        <Trans>{preview.count} of {counted(preview.considered, level)}</Trans></p>
      <ul className="rule-moves small">
        {preview.moves.map((move) => (
          <li key={`${move.ruleName} ${move.workflowId} ${move.fromName}`}>
            <div className="clamp-2"><Trans>{move.count} from {move.fromName
              ?? t`no workflow`} to{' '}
              <span className="strong">{move.workflowName}</span></Trans></div>
            <div className="dim tiny num">{move.ruleName}
              {move.open.map((money) => ` · ${moneyText(money)}`)}</div>
          </li>
        ))}
      </ul>
      <details>
        <summary className="small">{preview.examples.length === preview.count
          ? t`Show them` : t`Show the first ${preview.examples.length}`}</summary>
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
