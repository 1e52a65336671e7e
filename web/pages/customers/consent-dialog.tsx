// Records what a person said about SMS to a number: the act, how, in which words, where it stands.
import { t } from '@lingui/core/macro'
import { Radio, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { recordConsent, type Phone } from '#contract/consents.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'

export type PhoneAnswer = z.output<typeof Phone>

const ACTS = [
  { value: 'given', label: t`They allow SMS`, about: t`Reminders may be texted to this number.` },
  { value: 'revoked', label: t`They want no SMS`, about: t`Nothing is texted any more, by
    anybody.` },
  { value: 'under_review', label: t`It is in doubt`, about: t`SMS wait until somebody decides.` },
] as const
type Act = (typeof ACTS)[number]['value']

const MEANS = [
  { value: 'contract', label: t`In a contract` }, { value: 'form', label: t`On a form` },
  { value: 'spoken', label: t`Spoken` }, { value: 'email', label: t`By e-mail` },
  { value: 'letter', label: t`By letter` }, { value: 'import', label: t`From another system` },
] as const
type Means = (typeof MEANS)[number]['value']

export function ConsentDialog({ customerId, phone, onClose }: {
  customerId: string; phone: PhoneAnswer; onClose: () => void
}) {
  const [act, setAct] = useState<Act>('given')
  const [means, setMeans] = useState<Means>('contract')
  const [wording, setWording] = useState('')
  const [source, setSource] = useState('')
  const save = useDeed(recordConsent, () => {
    toast(t`Recorded.`)
    onClose()
  })
  // Whoever lifts an opt-out must be able to show why.
  const needsSource = act === 'given' && phone.isOptedOut
  const isMissing = needsSource && (source.trim() === '' || wording.trim() === '')
  return (
    <FormDialog title={t`Consent for ${formatPhone(phone.number)}`} onClose={onClose}
      save={t`Record`}
      error={save.error} isBusy={save.isPending}
      whyNot={isMissing ? t`They opted out: say in which words, and where, they allow it again.`
        : null}
      onSubmit={() => save.mutate({
        params: { customerId }, body: { phone: phone.number, act, means, wording, source },
      })}>
      <Radio.Group label={t`What they said`} value={act}
        onChange={(value) => setAct(ACTS.find((one) => one.value === value)?.value ?? 'given')}>
        <Stack gap={8} mt={6}>
          {ACTS.map(({ value, label, about }) => (
            <Radio key={value} value={value} label={label} description={about} />
          ))}
        </Stack>
      </Radio.Group>
      <Select label={t`How`} allowDeselect={false} value={means} data={[...MEANS]}
        onChange={(value) => setMeans(MEANS.find((one) => one.value === value)?.value
          ?? 'contract')} />
      <Textarea label={t`In these words`} autosize minRows={2} maxRows={6} value={wording}
        maxLength={5000} placeholder={t`You may remind us by text message.`}
        onChange={(event) => setWording(event.currentTarget.value)} />
      <TextInput label={t`Where it can be looked up`} value={source} maxLength={500}
        placeholder={t`Contract 2026-118, § 7`}
        onChange={(event) => setSource(event.currentTarget.value)} />
    </FormDialog>
  )
}
