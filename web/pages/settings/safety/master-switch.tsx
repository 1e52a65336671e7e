// The master switch: what leaves today and this week, how old debt begins, and the typed count.
import { plural, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Group, NumberInput, Radio, Skeleton, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPower } from '@tabler/icons-react'
import { useState } from 'react'
import { getAutomation, setAutomation } from '#contract/automation.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { StatusBadge } from '../../../components/statuses.tsx'
import { countText, counted } from '../../../format.ts'
import { useDeed, useRead } from '../../../queries.ts'
import { DeedError, ErrorState } from '../../../ui/error-state.tsx'
import { toast } from '../../../ui/toast.tsx'
import { LeavingList, NO_FILTER } from './leaving-list.tsx'

type Preview = AnswerOf<typeof getAutomation>
type Start = 'catch_up' | 'fitting' | 'future'

export function MasterSwitch() {
  const [chosen, setStart] = useState<Start | null>(null)
  const [spread, setSpread] = useState<string | number>(1)
  const [filter, setFilter] = useState(NO_FILTER)
  const [asked] = useDebouncedValue({ filter, spread: Number(spread) || 1 }, 300)
  // Old debt is told by the first answer; then where it fits is proposed.
  const first = useRead(getAutomation, { query: { limit: 1 } }, { staleTimeMs: 60_000 })
  const isOldDebt = (first.data?.lateCount ?? 0) > 0 && first.data?.isOn === false
  const start = chosen ?? (isOldDebt ? 'fitting' : 'catch_up')
  const read = useRead(getAutomation, {
    query: { start, spreadDays: asked.spread, limit: 200, ...asked.filter },
  }, { isKept: true, staleTimeMs: 20_000, isOff: first.isPending })
  const error = read.error ?? first.error
  if (error && !read.data) {
    return <ErrorState error={error} onRetry={() => {
      void first.refetch()
      void read.refetch()
    }} />
  }
  if (!read.data) return <Skeleton height={220} radius="md" aria-label={t`Looking what would
  leave`} />
  const preview = read.data
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Automatic sending</Trans>
        <StatusBadge tone={preview.isOn ? 'good' : 'warn'} icon={IconPower}>
          {preview.isOn ? t`On` : t`Off`}</StatusBadge></h2>
      <p className="small" style={{ margin: '0 0 12px' }}>
        {preview.isOn ? (
          <Trans>What is due leaves by itself at the send time. Today{' '}
            <strong>{counted(preview.today, 'message')}</strong>{' '}
            <Plural value={preview.today} one="leaves" other="leave" /> and{' '}
            <strong>{countText(preview.week)}</strong> in the next seven days, if nobody pays or
            answers.</Trans>
        ) : (
          <Trans>Nothing leaves by itself until you turn it on. Turned on now,{' '}
            <strong>{counted(preview.today, 'message')}</strong> would leave today and{' '}
            <strong>{countText(preview.week)}</strong> in the next seven days, if nobody pays or
            answers.</Trans>
        )}
      </p>
      {preview.isOn || preview.lateCount === 0 ? null : (
        <OldDebt count={preview.lateCount} start={start} onStart={setStart} />
      )}
      {preview.isOn || preview.today < 2 && asked.spread === 1 ? null : (
        <NumberInput label={t`Spread the first messages over`}
          suffix={` ${t`business days`}`} min={1}
          max={30} value={spread} onChange={setSpread} allowDecimal={false} maw={260} mb={14}
          description={t`Customers whose turn is later are paused until then.`} />
      )}
      <LeavingList preview={preview} filter={filter} onFilter={setFilter}
        isBusy={read.isFetching} />
      {preview.isOn ? <TurnOff /> : (
        <TurnOn preview={preview} start={start} spreadDays={asked.spread}
          isSettled={!read.isPlaceholderData} />
      )}
    </section>
  )
}

function OldDebt({ count, start, onStart }: {
  count: number; start: Start; onStart: (start: Start) => void
}) {
  return (
    <Radio.Group label={t`${counted(count, 'customer')} ${plural(count, { one: 'is',
      other: 'are' })} late by more than one step. How do they begin?`} value={start} mb={14}
      onChange={(value) => onStart(value === 'fitting' || value === 'future' ? value
        : 'catch_up')}>
      <Stack gap={8} mt={8}>
        <Radio value="fitting" label={t`Where they fit (proposed)`}
          description={t`One message: the last step whose day has come. Earlier ones are
          skipped.`} />
        <Radio value="catch_up" label={t`From the first step`}
          description={t`Late steps come one after another, with the delay between them.`} />
        <Radio value="future" label={t`Only with steps to come`}
          description={t`What is late is skipped altogether; old debt gets nothing now.`} />
      </Stack>
    </Radio.Group>
  )
}

function TurnOn({ preview, start, spreadDays, isSettled }: {
  preview: Preview; start: Start; spreadDays: number; isSettled: boolean
}) {
  const [typed, setTyped] = useState('')
  const turn = useDeed(setAutomation, () => {
    setTyped('')
    toast(t`Automatic sending is on.`)
  })
  const isRight = isSettled && typed.trim() === String(preview.typedCount)
  return (
    <form onSubmit={(event) => {
      event.preventDefault()
      if (isRight) {
        turn.mutate({ body: { isOn: true, typedCount: preview.typedCount, start, spreadDays } })
      }
    }}>
      <Stack gap="sm">
        <TextInput label={t`Type ${preview.typedCount} to confirm`} value={typed} w={200}
          inputMode="numeric" autoComplete="off"
          description={t`The number of messages that leave today.`}
          onChange={(event) => setTyped(event.currentTarget.value)} />
        <DeedError error={turn.error} />
        <Group>
          <DeedButton endpoint={setAutomation} type="submit" loading={turn.isPending}
            whyNot={isRight ? null : isSettled ? t`Type ${preview.typedCount} first.`
              : t`Looking what would leave…`}>
            <Trans>Turn automatic sending on</Trans></DeedButton>
        </Group>
      </Stack>
    </form>
  )
}

function TurnOff() {
  const turn = useDeed(setAutomation, () => toast(t`Automatic sending is off.`))
  return (
    <>
      <DeedError error={turn.error} />
      <DeedButton endpoint={setAutomation} color="red" variant="outline" loading={turn.isPending}
        onClick={() => turn.mutate({ body: { isOn: false } })}>
        <Trans>Turn automatic sending off</Trans></DeedButton>
    </>
  )
}
