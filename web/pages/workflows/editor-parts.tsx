// The parts of the editor: beside each other on a wide screen, one at a time on a narrow one.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconPlus } from '@tabler/icons-react'
import { listTemplates, saveDraft } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useRead } from '../../queries.ts'
import { Followers } from './followers.tsx'
import { LineOfTime } from './line-of-time.tsx'
import { Rules } from './rules.tsx'
import { SimulationBeside } from './simulation-beside.tsx'
import type { StepCommands } from './step-commands.ts'
import { isWrong, StepList } from './step-list.tsx'
import { StepSheet } from './step-sheet.tsx'
import type { Editing } from './use-editing.ts'
import type { WorkflowAnswer } from './workflows-page.tsx'

interface Props {
  workflow: WorkflowAnswer
  editing: Editing
  commands: StepCommands
  whyNot: string | null
  part: 'all' | 'steps' | 'rules' | 'simulation'
}

export function EditorParts(props: Props) {
  const { workflow, editing, whyNot, part } = props
  const { edited, errors } = editing
  const rules = (
    <>
      <Rules edited={edited} errors={errors} isReadOnly={whyNot !== null}
        onChange={editing.change} />
      <Followers workflow={workflow} />
    </>
  )
  const simulation = <SimulationBeside workflow={workflow} edited={edited}
    isDirty={editing.isDirty} />
  if (part === 'rules') return <div className="stack editor-part">{rules}</div>
  if (part === 'simulation') return <div className="editor-part">{simulation}</div>
  if (part === 'steps') return <div className="editor-part"><NarrowSteps {...props} /></div>
  return (
    <div className="editor-part stack">
      <Line {...props} isVertical={false} />
      <div className="editor-split">
        <WideSteps {...props} />
        <aside className="stack" aria-label={t`Simulation and rules`}>{simulation}{rules}</aside>
      </div>
    </div>
  )
}

function Line({ editing, commands, whyNot, isVertical }: Props & { isVertical: boolean }) {
  const { edited, errors } = editing
  const wrongIds = new Set(edited.steps.filter((_, index) => isWrong(errors, index))
    .map(({ id }) => id))
  return (
    <LineOfTime edited={edited} wrongIds={wrongIds} openId={commands.openId} whyNot={whyNot}
      isVertical={isVertical} onDay={commands.setDay}
      onOpen={(id) => (isVertical ? commands.open(id) : commands.toggle(id))} />
  )
}

function WideSteps({ editing, commands, whyNot }: Props) {
  const templates = useRead(listTemplates, {}, { staleTimeMs: 30_000 }).data?.items ?? []
  return <StepList edited={editing.edited} errors={editing.errors} commands={commands}
    templates={templates} whyNot={whyNot} />
}

function NarrowSteps(props: Props) {
  const { editing, commands, whyNot } = props
  return (
    <div className="stack">
      <Line {...props} isVertical />
      <div>
        <DeedButton endpoint={saveDraft} variant="default" leftSection={<IconPlus size={16} />}
          onClick={() => commands.add(null)}><Trans>Add step</Trans></DeedButton>
      </div>
      <StepSheet edited={editing.edited} errors={editing.errors} commands={commands}
        whyNot={whyNot} />
    </div>
  )
}
