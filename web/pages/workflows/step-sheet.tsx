// The open step on a narrow screen: a sheet over the line of time.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Drawer } from '@mantine/core'
import { titleOf, type Edited } from './edited-workflow.ts'
import type { StepCommands } from './step-commands.ts'
import { StepForm } from './step-form.tsx'
import { StepDeeds } from './step-list.tsx'

export function StepSheet({ edited, errors, commands, whyNot }: {
  edited: Edited; errors: Record<string, string>; commands: StepCommands; whyNot: string | null
}) {
  const index = edited.steps.findIndex(({ id }) => id === commands.openId)
  const step = edited.steps[index]
  return (
    <Drawer opened={step !== undefined} onClose={() => commands.open(null)} position="bottom"
      size="88%" closeButtonProps={{ 'aria-label': t`Close the step` }}
      title={step ? `${index + 1}. ${titleOf(step)}` : ''}>
      {step === undefined ? null : (
        <>
          <div className="step-sheet-deeds" data-step-sheet>
            <span className="dim small">
              <Trans>Step {index + 1} of {edited.steps.length}</Trans></span>
            <StepDeeds step={step} index={index} edited={edited} commands={commands}
              whyNot={whyNot} />
          </div>
          <StepForm step={step} isReadOnly={whyNot !== null}
            errorOf={(field) => errors[`steps.${index}.${field}`]}
            onChange={(part, group) => commands.change(step.id, part, group)} />
        </>
      )}
    </Drawer>
  )
}
