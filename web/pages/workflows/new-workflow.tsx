// Makes a workflow as a draft: from an example, empty, or as a copy of another one.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Radio, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { createWorkflow, listTemplates } from '#contract/workflows.ts'
import { ChannelIcon } from '../../components/statuses.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { STARTERS, withTemplates, type Starter } from './starters.ts'
import { newestOf } from './use-editing.ts'
import { triggerText } from './workflow-badges.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function NewWorkflow({ copied, onClose, onMade }: {
  /** The workflow that it begins as a copy of. */
  copied?: WorkflowAnswer
  onClose: () => void
  onMade: (workflowId: string) => void
}) {
  const [name, setName] = useState(copied ? t`${copied.name.slice(0, 92)} (copy)` : '')
  const [level, setLevel] = useState<string>(copied?.level ?? 'customer')
  const [starter, setStarter] = useState(STARTERS[0]?.name ?? '')
  const templates = useRead(listTemplates)
  const create = useDeed(createWorkflow, (made) => onMade(made.id))
  const fields = create.error ? problemFields(create.error) : {}
  const rules = copied ? newestOf(copied) : chosenRules(starter, templates.data?.items ?? [])
  const make = () => {
    if (!rules) return
    const { entryLogic, mcdDays, mcdScope, thresholdMinor, steps } = rules
    create.mutate({ body: {
      name: name.trim(), level: level === 'invoice' ? 'invoice' : 'customer', isPublished: false,
      entryLogic, mcdDays, mcdScope, thresholdMinor, steps,
    } })
  }
  return (
    <FormDialog title={copied ? t`Duplicate “${copied.name}”` : t`New workflow`} onClose={onClose}
      save={t`Make a draft`} error={create.error} isBusy={create.isPending}
      whyNot={name.trim() === '' ? t`Give it a name.` : templates.isPending
        ? t`A moment, the templates are read.` : null} onSubmit={make}>
      <TextInput label={t`Name`} withAsterisk value={name} maxLength={100} error={fields.name}
        onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      {copied ? (
        <p className="dim small" style={{ margin: 0 }}>
          <Trans>Its steps and rules as you see them saved. Nobody follows the copy until it is
            published.</Trans>
        </p>
      ) : (
        <>
          <div>
            <div className="label"><Trans>Follows</Trans></div>
            <SegmentedControl fullWidth aria-label={t`Follows`} value={level} onChange={setLevel}
              data={[{ value: 'customer', label: t`Each customer` },
                { value: 'invoice', label: t`Each invoice` }]} />
            <div className="dim tiny" style={{ marginTop: 4 }}>
              {level === 'customer' ? t`One reminder for all that a customer owes.`
                : t`Its own reminders for every invoice.`}
            </div>
          </div>
          <Radio.Group label={t`Begin with`} value={starter} onChange={setStarter}>
            <Stack gap={6} mt={4}>
              {STARTERS.map((one) => <StarterCard key={one.name} starter={one} />)}
            </Stack>
          </Radio.Group>
        </>
      )}
    </FormDialog>
  )
}

function StarterCard({ starter }: { starter: Starter }) {
  return (
    <Radio.Card value={starter.name} p="xs" radius="md" className="starter">
      <Radio.Indicator size="sm" />
      <span style={{ minWidth: 0 }}>
        <span className="small strong">{starter.name}</span>
        <span className="dim tiny starter-about">{starter.about}</span>
        <span className="starter-steps">
          {starter.rules.steps.map((step) => (
            <span key={step.name} className="chip num">
              <ChannelIcon channel={step.channel} size={13} />
              {triggerText(step.trigger)}</span>
          ))}
        </span>
      </span>
    </Radio.Card>
  )
}

function chosenRules(
  name: string, templates: readonly { id: string; name: string }[],
): Starter['rules'] | null {
  const chosen = STARTERS.find((one) => one.name === name)
  return chosen ? { ...chosen.rules, steps: withTemplates(chosen, templates) } : null
}
