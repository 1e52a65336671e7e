// One's own name, how long a message can be taken back, and who stands in while one is away.
import { Trans } from '@lingui/react/macro'
import { t } from '@lingui/core/macro'
import { Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { PAGE_LANGUAGES } from '#contract/page-language.ts'
import { saveProfile } from '#contract/organizations.ts'
import { OwnKeysCard } from '../../components/own-keys-card.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { SessionsCard } from './profile/sessions.tsx'
import { SignatureCard } from './profile/signature.tsx'
import { ThemeCard } from './profile/theme.tsx'
import { LANGUAGE_NAMES, switchLanguage } from '../../words/language.ts'

const SECONDS = ['0', '5', '10', '20', '30']

export function ProfileSection() {
  const { me, members, today } = useSession()
  const [name, setName] = useState(me.name)
  const [undoSeconds, setUndo] = useState(String(me.undoSeconds))
  const [awayUntil, setAway] = useState(me.awayUntil !== null && me.awayUntil >= today
    ? me.awayUntil : null)
  const [deputyId, setDeputy] = useState(me.deputyId)
  const deputies = members.filter((one) => one.isActive && one.role !== 'viewer'
    && one.userId !== me.userId).map((one) => ({ value: one.userId, label: one.name }))
  const [language, setLanguage] = useState(me.language)
  const save = useDeed(saveProfile, () => {
    toast(t`Your profile is saved.`)
    if (language !== me.language) switchLanguage(language)
  })
  const choices = SECONDS.includes(undoSeconds) ? SECONDS : [...SECONDS, undoSeconds]
  return (
    <div className="stack">
    <section className="card">
      <Stack gap="sm">
        <TextInput label={t`Name`} value={name} maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t`E-mail`} value={me.email} readOnly />
        <Select label={t`Language of these pages`} placeholder={t`As this browser says`} clearable
          data={PAGE_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={language} onChange={setLanguage} comboboxProps={{ withinPortal: true }}
          description={t`Customers are written to in their own language, whatever you choose here.`}
        />
        <div>
          <div className="label"><Trans>Undo send</Trans></div>
          <div className="dim tiny" style={{ margin: '2px 0 6px' }}>
            <Trans>A message you send waits this long on the server before it leaves.</Trans></div>
          <SegmentedControl aria-label={t`Undo send`} value={undoSeconds} onChange={setUndo}
            data={choices.map((value) => ({ value, label: value === '0' ? t`Off`
              : `${value} s` }))} />
        </div>
        <Group grow align="flex-start">
          <DayField label={t`Away through`} value={awayUntil} onChange={setAway} earliest={today}
            isClearable description={t`Answers of customers go to somebody else until then.`} />
          <Select label={t`Deputy`} clearable data={deputies} value={deputyId} onChange={setDeputy}
            placeholder={t`The next in line`} description={t`Gets what would be yours.`}
            comboboxProps={{ withinPortal: true }} />
        </Group>
        <DeedError error={save.error} />
        <Group>
          <DeedButton endpoint={saveProfile} loading={save.isPending}
            whyNot={name.trim() === '' ? t`Enter your name.` : null}
            onClick={() => save.mutate({ body: { name: name.trim(),
              undoSeconds: Number(undoSeconds), language, awayUntil, deputyId } })}>
            <Trans>Save</Trans></DeedButton>
        </Group>
      </Stack>
    </section>
    <SignatureCard />
    <ThemeCard />
    <OwnKeysCard />
    <SessionsCard />
    </div>
  )
}
