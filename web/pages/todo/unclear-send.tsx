// A send that may or may not have left: only a person may say what happened.
import { Group } from '@mantine/core'
import { decideUnclear } from '#contract/actions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import type { ActionAnswer } from './actions-tab.tsx'

export function UnclearSend({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const decide = useDeed(decideUnclear, () => {
    toast(`${action.name}: settled.`)
    onDone()
  })
  const as = (choice: 'sent' | 'send_again' | 'give_up') =>
    decide.mutate({ params: { actionId: action.id }, body: { as: choice } })
  return (
    <div className="stack" style={{ gap: 12 }}>
      <p className="small" style={{ margin: 0 }}>
        The provider did not say whether it took this message, so it was not sent a second time.
        Look into your sent mail or ask the customer, then decide.
      </p>
      <DeedError error={decide.error} />
      <Group gap="xs">
        <DeedButton endpoint={decideUnclear} loading={decide.isPending} onClick={() => as('sent')}>
          It was sent</DeedButton>
        <DeedButton endpoint={decideUnclear} variant="default" loading={decide.isPending}
          onClick={() => as('send_again')}>It was not: send again</DeedButton>
        <DeedButton endpoint={decideUnclear} variant="default" loading={decide.isPending}
          onClick={() => as('give_up')}>Give up</DeedButton>
      </Group>
    </div>
  )
}
