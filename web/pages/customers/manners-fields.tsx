// How a customer wants to be contacted: by one channel only, who asked for that, and when.
import { t } from '@lingui/core/macro'
import { Group, Select, TextInput } from '@mantine/core'
import type { DebtorKind } from '#domain/debtor-kind.ts'
import type { WishedChannel } from '#domain/wished-channels.ts'
import { DayField } from '../../ui/day-field.tsx'

export interface Manners {
  wishedChannel: WishedChannel | null
  wishedBy: string
  wishedOn: string | null
}

export const DEBTOR_CHOICES: { value: DebtorKind; label: string }[] = [
  { value: 'company', label: t`Company` },
  { value: 'public_body', label: t`Public body` },
  { value: 'sole_trader', label: t`Sole trader` },
  { value: 'consumer', label: t`Consumer` },
]

export const WISH_CHOICES: { value: WishedChannel; label: string }[] = [
  { value: 'email', label: t`Only by e-mail` },
  { value: 'sms', label: t`Only by SMS` },
  { value: 'letter', label: t`Only by post` },
  { value: 'call', label: t`Only by telephone` },
]

export function MannersFields({ values, today, onChange }: {
  values: Manners; today: string; onChange: (values: Partial<Manners>) => void
}) {
  const { wishedChannel, wishedBy, wishedOn } = values
  return (
    <>
      <Select label={t`Wants to be contacted`} clearable placeholder={t`By any channel`}
        description={t`Steps of other written channels then go this way, where their text allows
        it.`}
        data={WISH_CHOICES} value={wishedChannel}
        onChange={(value) => {
          const chosen = WISH_CHOICES.find((one) => one.value === value)?.value ?? null
          onChange({ wishedChannel: chosen, wishedOn: chosen === null ? null : wishedOn ?? today })
        }} />
      {wishedChannel === null ? null : (
        <Group grow align="flex-start">
          <TextInput label={t`Who asked for it`} maxLength={200} value={wishedBy}
            onChange={(event) => onChange({ wishedBy: event.currentTarget.value })} />
          <DayField label={t`When`} value={wishedOn} onChange={(day) => onChange({ wishedOn:
            day })} />
        </Group>
      )}
    </>
  )
}
