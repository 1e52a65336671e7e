// How an answer was handled, and the way back where there is one.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { IconRotate } from '@tabler/icons-react'
import { reopenReply } from '#contract/actions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed } from '../../queries.ts'
import { toast, toastProblem } from '../../ui/toast.tsx'
import type { InboxItem } from './inbox-list.tsx'

const HOW: Record<string, string> = {
  replied: t`You have answered; the customer has not written since`,
  replied_elsewhere: t`Answered outside of Duebox`,
  ignored: t`No answer was needed`, paused: t`Handled by a pause`,
  snoozed: t`Comes back by itself`,
}

/** What was ignored or paused can be opened again; an answer that left cannot. */
export function HandledNote({ item }: { item: InboxItem }) {
  const open = useDeed(reopenReply, () => toast(t`It waits for an answer again.`))
  const canReopen = item.state === 'ignored' || item.state === 'paused'
    || item.state === 'replied_elsewhere'
  const { replyActionId } = item
  return (
    <Group gap="xs" mt={8}>
      <span className="dim small">{HOW[item.state] ?? t`Recorded; it holds nothing back`}
        {item.reason ? `: ${item.reason}` : '.'}</span>
      {canReopen && replyActionId !== null ? (
        <DeedButton endpoint={reopenReply} size="compact-sm" variant="default"
          leftSection={<IconRotate size={14} />} loading={open.isPending}
          onClick={() => open.mutate({ params: { replyActionId } }, { onError: toastProblem })}>
          <Trans>Open again</Trans></DeedButton>
      ) : null}
    </Group>
  )
}
