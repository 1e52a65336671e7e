// Makes a workflow as a draft, from a starter or with one step.
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { createWorkflow, listTemplates, type Step } from '#contract/workflows.ts'
import { useDeed, useRead } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemFields } from '../../ui/problem-fields.ts'

type StepIn = z.input<typeof Step>

const STARTERS: Record<string, { label: string; mcdDays: number; steps: readonly StepIn[] }> = {
  steady: {
    label: 'Friendly to firm, five steps', mcdDays: 5,
    steps: [
      step('Friendly notice', 'email', -3), step('First reminder', 'email', 3),
      step('Second reminder', 'email', 14), step('Phone call', 'call', 21),
      step('Final notice', 'email', 30),
    ],
  },
  gentle: {
    label: 'Gentle, two reminders', mcdDays: 7,
    steps: [step('Reminder', 'email', 5), step('Second reminder', 'email', 20)],
  },
  blank: { label: 'One step, the rest by me', mcdDays: 5, steps: [step('Reminder', 'email', 3)] },
}

export function NewWorkflow({ onClose, onMade }: {
  onClose: () => void; onMade: (workflowId: string) => void
}) {
  const [name, setName] = useState('')
  const [level, setLevel] = useState('customer')
  const [starter, setStarter] = useState('steady')
  const templates = useRead(listTemplates)
  const create = useDeed(createWorkflow, (made) => onMade(made.id))
  const fields = create.error ? problemFields(create.error) : {}
  const chosen = STARTERS[starter]
  const mails = templates.data?.items.filter(({ channel }) => channel === 'email') ?? []
  return (
    <FormDialog title="New workflow" onClose={onClose} save="Make a draft" error={create.error}
      isBusy={create.isPending} whyNot={name.trim() === '' ? 'Give it a name.' : null}
      onSubmit={() => {
        if (chosen === undefined) return
        create.mutate({
          body: {
            name: name.trim(), level: level === 'invoice' ? 'invoice' : 'customer',
            isPublished: false, mcdDays: chosen.mcdDays, steps: withTemplates(chosen.steps, mails),
          },
        })
      }}>
      <TextInput label="Name" withAsterisk value={name} maxLength={100} error={fields.name}
        onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <div>
        <div className="label">Follows</div>
        <SegmentedControl fullWidth aria-label="Follows" value={level} onChange={setLevel} data={[
          { value: 'customer', label: 'Each customer' }, { value: 'invoice', label: 'Each invoice'
            },
        ]} />
        <div className="dim tiny" style={{ marginTop: 4 }}>
          {level === 'customer' ? 'One reminder for all that a customer owes.'
            : 'Its own reminders for every invoice.'}
        </div>
      </div>
      <Select label="Begin with" value={starter} allowDeselect={false}
        data={Object.entries(STARTERS).map(([value, { label }]) => ({ value, label }))}
        onChange={(value) => setStarter(value ?? 'steady')} />
    </FormDialog>
  )
}

function step(name: string, channel: StepIn['channel'], offsetDays: number): StepIn {
  return { name, channel, mode: 'manual', trigger: { anchor: 'due', offsetDays } }
}

/** The first e-mail step gets the first template, and so on; the last one is used to the end. */
function withTemplates(steps: readonly StepIn[], mails: readonly { id: string }[]): StepIn[] {
  let used = 0
  return steps.map((one) => {
    if (one.channel !== 'email' || mails.length === 0) return one
    const template = mails[Math.min(used++, mails.length - 1)]
    return { ...one, templateId: template?.id ?? null }
  })
}
