// Who follows the workflow, and putting everybody under it.
import { select, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { assignWorkflow, previewAssignment } from '#contract/assignment.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { toastMoved } from '../../components/moved-toast.ts'
import { counted, moneyText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function Followers({ workflow }: { workflow: WorkflowAnswer }) {
  const [isSure, setSure] = useState(false)
  const preview = useRead(previewAssignment, {
    params: { workflowId: workflow.id }, body: { all: true },
  }, { isOff: !isSure })
  const found = preview.data
  const assign = useDeed(assignWorkflow, ({ assigned, moveId }) => {
    setSure(false)
    toastMoved(t`${counted(assigned, workflow.level)} now follow this workflow.`, moveId)
  })
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Who follows it</Trans></h2>
      <p className="small" style={{ margin: '0 0 10px' }}>
        {t`${counted(workflow.runCount, workflow.level)} now.`}{' '}
        {workflow.isDefault ? t`New ${select({ level: workflow.level }, { customer: 'customers',
          other: 'invoices' })} follow it by themselves.` : ''}
      </p>
      <DeedError error={assign.error ?? preview.error} />
      {isSure ? (
        <>
          <p className="small" role="status" style={{ margin: '0 0 6px' }}>
            {found === undefined ? t`Counting…` : t`${
              counted(found.count - found.sameCount, workflow.level)} would move. Open: ${
              found.open.map(moneyText).join(', ') || t`nothing`}.`}</p>
          <p className="dim small" style={{ margin: '0 0 10px' }}>
            <Trans>Their present run of this level ends. The delay since the last contact carries
              over.</Trans></p>
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            <Button size="xs" loading={assign.isPending} disabled={!found} onClick={() =>
              assign.mutate({ params: { workflowId: workflow.id }, body: { all: true } })}>
              {workflow.level === 'customer' ? t`Yes, all customers`
                : t`Yes, all invoices`}</Button>
            <Button size="xs" variant="default" onClick={() =>
              setSure(false)}><Trans>Cancel</Trans></Button>
          </div>
        </>
      ) : (
        <DeedButton endpoint={assignWorkflow} size="xs" variant="default"
          whyNot={workflow.published === null ? t`Publish it first.` : null}
          onClick={() => setSure(true)}>
          {workflow.level === 'customer' ? t`Use it for all customers` : t`Use it for all invoices`}
        </DeedButton>
      )}
    </section>
  )
}
