// Adds a contact, changes one, or removes it.
import { Trans } from '@lingui/react/macro'
import { t } from '@lingui/core/macro'
import {
  Anchor, Button, Checkbox, Group, Modal, Select, Stack, TagsInput, TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { createContact, deleteContact, saveContact } from '#contract/customers.ts'
import { useWhyNot } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { ZONES } from '../entry/guess-place.ts'
import { problemFields } from '../../ui/problem-fields.ts'
import { toast } from '../../ui/toast.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

type ContactAnswer = CustomerAnswer['contacts'][number]

export function ContactForm({ customerId, contact, onClose }: {
  customerId: string; contact: ContactAnswer | null; onClose: () => void
}) {
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      name: contact?.name ?? '', emails: contact?.emails ?? [], phones: contact?.phones ?? [],
      positions: contact?.positions ?? [], isMain: contact?.isMain ?? false,
      locale: contact?.locale ?? '', zone: contact?.zone ?? null,
    },
  })
  const create = useDeed(createContact, onClose)
  const save = useDeed(saveContact, onClose)
  const submit = form.onSubmit((values) => {
    const body = { ...values, locale: values.locale.trim() === '' ? null : values.locale.trim() }
    const onError = (error: Error) => form.setErrors(lineFields(error))
    if (contact === null) create.mutate({ params: { customerId }, body }, { onError })
    else save.mutate({ params: { contactId: contact.id }, body }, { onError })
  })
  return (
    <Modal opened onClose={onClose} title={contact === null ? t`Add a contact`
      : t`Change the contact`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t`Name`} maxLength={200} {...form.getInputProps('name')} />
          <TagsInput label={t`E-mail addresses`} placeholder="name@company.com" acceptValueOnBlur
            splitChars={[',', ';', ' ']} {...form.getInputProps('emails')} />
          <TagsInput label={t`Phones`} placeholder="+49 170 1234567" acceptValueOnBlur
            splitChars={[',', ';']} {...form.getInputProps('phones')} />
          <TagsInput label={t`Positions`} data={['accountant', 'payer', 'manager', 'director']}
            description={t`Steps of a workflow can write to a position.`} acceptValueOnBlur
            {...form.getInputProps('positions')} />
          <TextInput label={t`Language`} placeholder={t`As the customer`} maxLength={20}
            {...form.getInputProps('locale')} />
          <Select label={t`Time zone`} searchable clearable data={ZONES}
            placeholder={t`As the customer`} {...form.getInputProps('zone')}
            description={t`Texts and calls keep to its hours, and e-mail by their clock.`} />
          <Checkbox label={t`Main contact`} {...form.getInputProps('isMain',
            { type: 'checkbox' })} />
          <DeedError error={create.error ?? save.error} />
          <Group justify="space-between">
            {contact === null ? <span /> : <Remove contact={contact} onClose={onClose} />}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
              <Button type="submit" loading={create.isPending
                || save.isPending}><Trans>Save</Trans></Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Remove({ contact, onClose }: { contact: ContactAnswer; onClose: () => void }) {
  const whyNot = useWhyNot(deleteContact)
  const remove = useDeed(deleteContact, () => {
    toast(t`${contact.name || t`The contact`} was removed.`)
    onClose()
  })
  return (
    <span>
      <Anchor component="button" type="button" size="sm" c="var(--bad)" title={whyNot ?? ''}
        onClick={() => {
          if (whyNot === null) remove.mutate({ params: { contactId: contact.id } })
        }}><Trans>Remove contact</Trans></Anchor>
      <DeedError error={remove.error} />
    </span>
  )
}

/** `emails.0` belongs to the field `emails`. */
const lineFields = (error: Error): Record<string, string> => Object.fromEntries(
  Object.entries(problemFields(error)).map(([field, message]) => [field.split('.')[0]
    ?? field, message]))
