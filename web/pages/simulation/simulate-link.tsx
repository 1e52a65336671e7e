// The way to the simulator, with the steps as they are being edited.
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconChartDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { keepUnsaved, type UnsavedRules } from './unsaved-rules.ts'

export function SimulateLink({ workflowId, rules }: {
  workflowId: string | null
  /** What is edited and not saved; null when there is nothing of it. */
  rules: UnsavedRules | null
}) {
  return (
    <Button variant="default" leftSection={<IconChartDots size={16} />} renderRoot={(props) => (
      <Link {...props} to="/workflows/simulation" search={{ workflow: workflowId ?? undefined }}
        onClick={() => {
          if (workflowId !== null) keepUnsaved(workflowId, rules)
        }} />
    )}><Trans>Simulate</Trans></Button>
  )
}
