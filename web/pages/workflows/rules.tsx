// The rules beside the steps: the delay, how late starters enter, and who follows it.
import { Button, NumberInput, Select, Stack } from '@mantine/core'
import { assignWorkflow, previewAssignment } from '#contract/assignment.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { MoneyField } from '../../components/money-field.tsx'
import { useSession } from '../../components/session.tsx'
import { counted, moneyText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { useState } from 'react'
import type { Edited } from './edited-workflow.ts'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function Rules({ workflow, edited, errors, onChange }: {
  workflow: WorkflowAnswer
  edited: Edited
  errors: Record<string, string>
  onChange: (part: Partial<Edited>) => void
}) {
  const { currency } = useSession().me.organization
  return (
    <div className="stack">
      <section className="card">
        <h2 className="card-title">Rules</h2>
        <Stack gap="sm">
          <NumberInput label="Days between two contacts" min={0} max={30} allowDecimal={false}
            value={edited.mcdDays} error={errors.mcdDays} clampBehavior="strict"
            onChange={(days) => onChange({ mcdDays: Number(days) || 0 })}
            description="Counts every message, call and answer. 0 turns it off." />
          <Select label="The delay counts for" allowDeselect={false} value={edited.mcdScope}
            data={[{ value: 'customer', label: 'The customer, over all workflows' },
              { value: 'workflow', label: 'This workflow alone' }]}
            onChange={(value) => onChange({
              mcdScope: value === 'workflow' ? 'workflow' : 'customer',
            })} />
          <Select label="Those who come late" allowDeselect={false} value={edited.entryLogic}
            data={[{ value: 'standard', label: 'Begin at the first step' },
              { value: 'contextual', label: 'Begin at the step that fits' }]}
            onChange={(value) => onChange({
              entryLogic: value === 'contextual' ? 'contextual' : 'standard',
            })} />
          <MoneyField label="Leave alone below" currency={currency}
            value={edited.thresholdMinor[currency] ?? null}
            description="Smaller sums are not chased."
            onChange={(amountMinor) => {
              const { [currency]: _, ...others } = edited.thresholdMinor
              onChange({
                thresholdMinor: amountMinor === null || amountMinor === 0 ? others
                  : { ...others, [currency]: amountMinor },
              })
            }} />
        </Stack>
      </section>
      <Followers workflow={workflow} />
    </div>
  )
}

function Followers({ workflow }: { workflow: WorkflowAnswer }) {
  const [isSure, setSure] = useState(false)
  const preview = useRead(previewAssignment, {
    params: { workflowId: workflow.id }, body: { all: true },
  }, { isOff: !isSure })
  const found = preview.data
  const assign = useDeed(assignWorkflow, ({ assigned }) => {
    setSure(false)
    toast(`${counted(assigned, workflow.level)} now follow this workflow.`)
  })
  return (
    <section className="card">
      <h2 className="card-title">Who follows it</h2>
      <p className="small" style={{ margin: '0 0 10px' }}>
        {counted(workflow.runCount, workflow.level)} now.{' '}
        {workflow.isDefault ? `New ${workflow.level}s follow it by themselves.` : ''}
      </p>
      <DeedError error={assign.error ?? preview.error} />
      {isSure ? (
        <>
          <p className="small" role="status" style={{ margin: '0 0 6px' }}>
            {found === undefined ? 'Counting…' : `${
              counted(found.count - found.sameCount, workflow.level)} would move. Open: ${
              found.open.map(moneyText).join(', ') || 'nothing'}.`}</p>
          <p className="dim small" style={{ margin: '0 0 10px' }}>
            Their present run of this level ends. The delay since the last contact carries over.</p>
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            <Button size="xs" loading={assign.isPending} disabled={!found} onClick={() =>
              assign.mutate({ params: { workflowId: workflow.id }, body: { all: true } })}>
              Yes, all {workflow.level}s</Button>
            <Button size="xs" variant="default" onClick={() => setSure(false)}>Cancel</Button>
          </div>
        </>
      ) : (
        <DeedButton endpoint={assignWorkflow} size="xs" variant="default"
          whyNot={workflow.published === null ? 'Publish it first.' : null}
          onClick={() => setSure(true)}>Use it for all {workflow.level}s</DeedButton>
      )}
    </section>
  )
}
