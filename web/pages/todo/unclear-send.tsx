// A send that may or may not have left: only a person may say what happened.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { decideUnclear } from '#contract/actions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import type { ActionAnswer } from './actions-tab.tsx'

export function UnclearSend({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const decide = useDeed(decideUnclear, () => {
    toast(t`${action.name}: settled.`)
    onDone()
  })
  const as = (choice: 'sent' | 'send_again' | 'give_up') =>
    decide.mutate({ params: { actionId: action.id }, body: { as: choice } })
  return (
    <div className="stack" style={{ gap: 12 }}>
      <p className="small" style={{ margin: 0 }}>
        <Trans>The provider did not say whether it took this message, so it was not sent a second
          time. Look into your sent mail or ask the customer, then decide.</Trans>
      </p>
      <DeedError error={decide.error} />
      <Group gap="xs">
        <DeedButton endpoint={decideUnclear} loading={decide.isPending} onClick={() => as('sent')}>
          <Trans>It was sent</Trans></DeedButton>
        <DeedButton endpoint={decideUnclear} variant="default" loading={decide.isPending}
          onClick={() => as('send_again')}><Trans>It was not: send again</Trans></DeedButton>
        <DeedButton endpoint={decideUnclear} variant="default" loading={decide.isPending}
          onClick={() => as('give_up')}><Trans>Give up</Trans></DeedButton>
      </Group>
    </div>
  )
}
