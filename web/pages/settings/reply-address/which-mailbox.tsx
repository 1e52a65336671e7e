// Step 1: which mailbox customers answer to, and who runs it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { z } from 'zod'
import { PROVIDERS, REPLY_KINDS, type ReplyAddress, saveReplyAddress } from '#contract/ways-in.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { useDeed } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { problemFields } from '../../../ui/problem-fields.ts'
import { guideOf } from './guides.ts'
import { Step } from './step.tsx'

type Saved = z.output<typeof ReplyAddress>

const KINDS = {
  group: { label: t`A group address`, about: t`Several people read it, such as ar@company.com.` },
  person: { label: t`A person’s mailbox`, about: t`One person answers customers.` },
  imap: { label: t`Any mailbox, read by IMAP`, about: t`Nothing is forwarded; we look into it.` },
} as const

const labelOf = (provider: Saved['provider']) =>
  guideOf(provider, { address: '', intake: '' }).label

export function WhichMailbox({ saved }: { saved: Saved | null }) {
  const [isOpen, setIsOpen] = useState(false)
  if (saved !== null && !isOpen) {
    return (
      <Step number={1} standing="done" title={t`Which mailbox do customers answer to?`}
        aside={<Button size="compact-sm" variant="default"
          onClick={() => setIsOpen(true)}><Trans>Change</Trans></Button>}>
        <div className="small"><span className="strong">{saved.address}</span>
          <span className="dim"> · {labelOf(saved.provider)}</span></div>
      </Step>
    )
  }
  return (
    <Step number={1} standing="open" title={t`Which mailbox do customers answer to?`}>
      <Form saved={saved} onDone={() => setIsOpen(false)} />
    </Step>
  )
}

function Form({ saved, onDone }: { saved: Saved | null; onDone: () => void }) {
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      kind: saved?.kind ?? 'group' as string, address: saved?.address ?? '',
      provider: saved?.provider ?? 'gmail' as string,
    },
  })
  const save = useDeed(saveReplyAddress, onDone)
  const { kind } = form.values
  const providers = PROVIDERS.filter((one) => one !== 'imap')
    .map((value) => ({ value, label: labelOf(value) }))
  return (
    <form onSubmit={form.onSubmit(({ address, provider }) => save.mutate({
      body: {
        address: address.trim(), kind: REPLY_KINDS.find((one) => one === kind) ?? 'group',
        provider: kind === 'imap' ? 'imap'
          : PROVIDERS.find((one) => one === provider && one !== 'imap') ?? 'other',
      },
    }, { onError: (error) => form.setErrors(problemFields(error)) }))}>
      <Stack gap="sm" maw={560}>
        <Radio.Group aria-label={t`Kind of mailbox`} {...form.getInputProps('kind')}>
          <Stack gap={10}>
            {REPLY_KINDS.map((one) => (
              <Radio key={one} value={one} label={KINDS[one].label}
                description={KINDS[one].about} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput label={t`Its address`} type="email" required placeholder="ar@company.com"
          {...form.getInputProps('address')} />
        {kind === 'imap' ? null : (
          <Select label={t`Who runs it`} data={providers} allowDeselect={false} searchable
            {...form.getInputProps('provider')} />
        )}
        <DeedError error={save.error} />
        <Group gap="xs">
          <DeedButton endpoint={saveReplyAddress} type="submit" loading={save.isPending}>
            <Trans>Continue</Trans></DeedButton>
          {saved === null ? null : <Button variant="default"
            onClick={onDone}><Trans>Cancel</Trans></Button>}
        </Group>
      </Stack>
    </form>
  )
}
