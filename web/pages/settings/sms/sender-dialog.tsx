// A sender of the pool: kind, address, countries; what the kind forbids is said at the field.
import { t } from '@lingui/core/macro'
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { addSmsSender, REGISTRATIONS, saveSmsSender } from '#contract/sms-senders.ts'
import { COUNTRIES } from '#domain/country.ts'
import { SENDER_KINDS } from '#domain/sms/choose-sender.ts'
import { countryName } from '../../../format.ts'
import { useDeed } from '../../../queries.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { problemFields } from '../../../ui/problem-fields.ts'
import { toast } from '../../../ui/toast.tsx'
import { KIND_WORDS } from './sender-words.ts'
import type { Sender } from './senders.tsx'

const ADDRESSES: Record<Sender['kind'], readonly [label: string, placeholder: string]> = {
  local: [t`Number`, '+44 20 …'], mobile: [t`Number`, '+33 6 …'], toll_free: [t`Number`,
    '+1 800 …'],
  short_code: [t`Short code`, '12345'],
  alphanumeric: [t`Name, eleven characters at most`, t`Nordwind`],
  messaging_service: [t`Messaging service SID`, t`MG…`], whatsapp: [t`WhatsApp number`, '+1 415 …'],
  rcs: [t`RCS sender`, 'rcs:name'],
}

const REGISTRATION_WORDS: Record<Sender['registration'], string> = {
  not_needed: t`Not needed`, pending: t`Applied for`, registered: t`Registered`,
    refused: t`Refused`,
}

const COUNTRY_OPTIONS = COUNTRIES.map((value) => ({ value, label: countryName(value) }))
  .sort((a, b) => a.label.localeCompare(b.label))

export function SenderDialog({ sender, onClose }: { sender: Sender | null; onClose: () => void }) {
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      kind: sender?.kind ?? 'mobile' as Sender['kind'], address: sender?.address ?? '',
      countries: sender?.countries ?? [], isTwoWay: sender?.isTwoWay ?? true,
      registration: sender?.registration ?? 'not_needed' as Sender['registration'],
      label: sender?.label ?? '',
    },
  })
  const tell = () => {
    toast(t`The sender is saved.`)
    onClose()
  }
  const add = useDeed(addSmsSender, tell)
  const save = useDeed(saveSmsSender, tell)
  const onError = (error: Error) => form.setErrors(problemFields(error))
  const submit = () => {
    const body = form.values
    if (sender === null) add.mutate({ body }, { onError })
    else save.mutate({ params: { senderId: sender.id }, body }, { onError })
  }
  const { kind, countries } = form.values
  const [label, placeholder] = ADDRESSES[kind]
  const isName = kind === 'alphanumeric'
  return (
    <FormDialog title={sender === null ? t`Add a sender` : t`Change the sender`} onClose={onClose}
      onSubmit={submit} error={add.error ?? save.error} save={t`Save`}
      isBusy={add.isPending || save.isPending}>
      <Select label={t`Kind`} allowDeselect={false} value={kind}
        data={SENDER_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
        onChange={(value) => {
          const chosen = SENDER_KINDS.find((one) => one === value) ?? 'mobile'
          form.setFieldValue('kind', chosen)
          if (chosen === 'alphanumeric') form.setFieldValue('isTwoWay', false)
        }} />
      <TextInput label={label} required placeholder={placeholder} data-autofocus maxLength={60}
        {...form.getInputProps('address')} />
      <MultiSelect label={t`Countries it may text`} searchable clearable data={COUNTRY_OPTIONS}
        placeholder={countries.length > 0 ? '' : isName ? t`Choose` : t`Only its own`}
        description={isName ? t`Never the United States or Canada; many others want it registered.`
          : t`Only where carriers accept it as a local sender.`} hidePickedOptions
        {...form.getInputProps('countries')} />
      <Switch label={t`Customers can answer it`} disabled={isName}
        {...form.getInputProps('isTwoWay', { type: 'checkbox' })}
        description={isName ? t`Nobody can answer a name: say in the text how to reach you.`
          : undefined} />
      <Select label={t`Registration`} allowDeselect={false}
        data={REGISTRATIONS.map((value) => ({ value, label: REGISTRATION_WORDS[value] }))}
        description={t`It sends when it is registered, or where that is not needed.`}
        {...form.getInputProps('registration')} />
      <TextInput label={t`Label`} placeholder={t`For your team`} maxLength={100}
        {...form.getInputProps('label')} />
    </FormDialog>
  )
}
