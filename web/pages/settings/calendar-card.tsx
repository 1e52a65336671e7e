// Place, send time and business days; a change is shown with what it brings before it is saved.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { getCalendar } from '#contract/calendar.ts'
import { saveOrganization } from '#contract/organizations.ts'
import { Consequences } from '../../components/consequences.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { COUNTRIES, ZONES } from '../entry/guess-place.ts'
import { FreeDays, type OwnDays } from './free-days.tsx'

const WEEKDAYS = [t`Mon`, t`Tue`, t`Wed`, t`Thu`, t`Fri`, t`Sat`, t`Sun`]
const WHOLE = 'whole'

type Organization = ReturnType<typeof useSession>['me']['organization']

const partsOf = ({
  country, zone, sendTime, emailClock, weekend, observesHolidays, holidayRegion, ownDays,
  restsWithRecipient,
}: Organization) => ({
  country, zone, sendTime, emailClock, weekend, observesHolidays, holidayRegion, ownDays,
  restsWithRecipient,
})
type Parts = ReturnType<typeof partsOf>

export function CalendarCard() {
  const { organization } = useSession().me
  const saved = partsOf(organization)
  const [parts, setParts] = useState(saved)
  const [isAsking, setAsking] = useState(false)
  const isDirty = JSON.stringify(parts) !== JSON.stringify(saved)
  const set = (change: Partial<Parts>) => setParts((before) => ({ ...before, ...change }))
  return (
    <form className="card" aria-label={t`Calendar`} onSubmit={(event) => {
      event.preventDefault()
      if (isDirty) setAsking(true)
    }}>
      <h2 className="card-title"><Trans>Place and business days</Trans></h2>
      <Stack gap="sm">
        <PlaceFields parts={parts} set={set} />
        <Checkbox.Group label={t`Free days of the week`} value={parts.weekend.map(String)}
          error={parts.weekend.length > 6 ? t`One day of the week must be worked.` : null}
          onChange={(days) => set({ weekend: days.map(Number).sort((a, b) => a - b) })}>
          <Group gap="md" mt={6}>
            {WEEKDAYS.map((day, index) => (
              <Checkbox key={day} value={String(index + 1)} label={day} />
            ))}
          </Group>
        </Checkbox.Group>
        <Checkbox label={t`Public holidays are free days`} checked={parts.observesHolidays}
          onChange={(event) => set({ observesHolidays: event.currentTarget.checked })} />
        <FreeDays country={parts.observesHolidays ? parts.country : null}
          region={parts.holidayRegion} own={parts.ownDays}
          onChange={(ownDays: OwnDays) => set({ ownDays })} />
        <Group>
          <DeedButton endpoint={saveOrganization} type="submit"
            whyNot={!isDirty ? t`Nothing has changed since it was saved.`
              : parts.weekend.length > 6 ? t`One day of the week must be worked.` : null}>
            <Trans>Save…</Trans></DeedButton>
          {isDirty ? <Button variant="default" onClick={() => setParts(saved)}>
            <Trans>Discard changes</Trans></Button> : null}
        </Group>
      </Stack>
      {isAsking ? <SaveDialog parts={parts} onClose={() => setAsking(false)} /> : null}
    </form>
  )
}

function PlaceFields({ parts, set }: { parts: Parts; set: (change: Partial<Parts>) => void }) {
  const regions = useRead(getCalendar,
    parts.country === null ? {} : { query: { country: parts.country } },
    { isOff: parts.country === null, staleTimeMs: 600_000 }).data?.regions ?? []
  return (
    <>
      <Group grow align="flex-start">
        <Select label={t`Country`} searchable clearable data={COUNTRIES} value={parts.country}
          description={t`Its public holidays are free days.`}
          onChange={(country) => set({ country, holidayRegion: null })} />
        <Select label={t`Time zone`} searchable allowDeselect={false} data={ZONES}
          value={parts.zone}
          description={t`Days begin and end by it.`}
          onChange={(zone) => zone === null ? undefined : set({ zone })} />
      </Group>
      {parts.country === null || regions.length === 0 ? null : (
        <Select label={t`Part of the country`} searchable allowDeselect={false}
          data={[{ value: WHOLE, label: t`The whole country` },
            ...regions.map(({ code, name }) => ({ value: code, label: name }))]}
          value={parts.holidayRegion ?? WHOLE}
          description={t`Some have public holidays of their own.`}
          onChange={(code) => set({ holidayRegion: code === WHOLE ? null : code })} />
      )}
      <TextInput label={t`Send time`} type="time" required w={160} value={parts.sendTime}
        description={t`Automatic messages leave then.`}
        onChange={(event) => set({ sendTime: event.currentTarget.value })} />
      <Radio.Group label={t`E-mail leaves at that time on the clocks`} value={parts.emailClock}
        onChange={(clock) => set({
          emailClock: clock === 'recipient' ? 'recipient' : 'organization' })}>
        <Group mt={6}>
          <Radio value="organization" label={t`here`} />
          <Radio value="recipient" label={t`of the customer`} />
        </Group>
      </Radio.Group>
      <Checkbox label={t`SMS rest on the free days of the customer’s country too`}
        checked={parts.restsWithRecipient}
        onChange={(event) => set({ restsWithRecipient: event.currentTarget.checked })} />
    </>
  )
}

function SaveDialog({ parts, onClose }: { parts: Parts; onClose: () => void }) {
  const save = useDeed(saveOrganization, () => {
    onClose()
    toast(t`The calendar is saved.`)
  })
  return (
    <Modal opened onClose={onClose} title={t`Change the calendar?`}>
      <Stack gap="sm">
        <Consequences wish={{ deed: 'settings', change: parts }}
          nothing={t`Nobody gets anything else in the next seven days.`} />
        <p className="dim small" style={{ margin: 0 }}>
          <Trans>Nothing that is past becomes due again, and nobody gets a step twice.</Trans></p>
        <DeedError error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button loading={save.isPending} onClick={() => save.mutate({ body: parts })}>
            <Trans>Save</Trans></Button>
        </Group>
      </Stack>
    </Modal>
  )
}
