// What the account has and the pool has not: each is added with one press.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { addSmsSender, type fetchSmsNumbers } from '#contract/sms-senders.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { useDeed } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { KIND_WORDS } from './sender-words.ts'

type Found = AnswerOf<typeof fetchSmsNumbers>['items'][number]

export function FoundNumbers({ found, known, onDone }: {
  found: readonly Found[]; known: readonly { address: string }[]; onDone: () => void
}) {
  const add = useDeed(addSmsSender)
  const fresh = found.filter(({ address }) => known.every((one) => one.address !== address))
  return (
    <div className="way-line" role="status">
      <div style={{ width: '100%', gap: 10 }} className="stack">
        <div className="small">{fresh.length === 0
          ? t`The account has nothing that is not in the pool.`
          : t`In the account, not in the pool:`}</div>
        {fresh.map((one) => (
          <Group key={one.address} gap="sm" justify="space-between">
            <span className="small"><span className="strong">{formatPhone(one.address)}</span>{' '}
              <span className="dim">{[KIND_WORDS[one.kind], one.label]
                .filter((part) => part !== '').join(' · ')}</span></span>
            <DeedButton endpoint={addSmsSender} size="compact-sm" variant="default"
              leftSection={<IconPlus size={14} />} loading={add.isPending}
              aria-label={t`Add ${one.address}`}
              onClick={() => add.mutate({ body: one })}><Trans>Add</Trans></DeedButton>
          </Group>
        ))}
        <DeedError error={add.error} />
        <div><Button size="compact-sm" variant="subtle"
          onClick={onDone}><Trans>Done</Trans></Button></div>
      </div>
    </div>
  )
}
