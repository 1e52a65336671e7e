// Adds a customer, or changes one.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import type { CollectAt } from '#domain/customer-tree.ts'
import type { DebtorKind } from '#domain/debtor-kind.ts'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { createCustomer, saveCustomer } from '#contract/customers.ts'
import { useSession } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { COUNTRIES, ZONES } from '../entry/guess-place.ts'
import type { CustomerAnswer } from './customer-page.tsx'
import { CustomerVersions, useOvertaken } from './customer-versions.tsx'
import { ParentFields } from './parent-fields.tsx'
import { DEBTOR_CHOICES, MannersFields, type Manners } from './manners-fields.tsx'

interface Values extends Manners {
  parentId: string | null; collectAt: CollectAt
  debtorKind: DebtorKind
  reference: string; name: string; country: string | null; zone: string | null
  locale: string; ownerId: string | null; street: string; postcode: string; city: string
}

export function CustomerForm({ isOpen, onClose, onSaved, customer }: {
  isOpen: boolean
  onClose: () => void
  onSaved: (customerId: string) => void
  customer?: CustomerAnswer
}) {
  const title = customer === undefined ? t`Add a customer` : t`Change the customer`
  return (
    <Modal opened={isOpen} onClose={onClose} title={title}>
      <Form onClose={onClose} onSaved={onSaved} customer={customer} initialValues={{
        reference: customer?.reference ?? '', name: customer?.name ?? '',
        country: customer?.country ?? null, zone: customer?.zone ?? null,
        locale: customer?.locale ?? '', ownerId: customer?.ownerId ?? null,
        street: customer?.street ?? '', postcode: customer?.postcode ?? '',
        city: customer?.city ?? '', debtorKind: customer?.debtorKind ?? 'company',
        wishedChannel: customer?.wishedChannel ?? null, wishedBy: customer?.wishedBy ?? '',
        wishedOn: customer?.wishedOn ?? null, parentId: customer?.parentId ?? null,
        collectAt: customer?.collectAt ?? 'itself',
      }} />
    </Modal>
  )
}

function Form({ onClose, onSaved, customer, initialValues }: {
  onClose: () => void; onSaved: (customerId: string) => void
  customer: CustomerAnswer | undefined; initialValues: Values
}) {
  const { members, me, today } = useSession()
  const form = useForm<Values>({ mode: 'controlled', initialValues })
  const customerId = customer?.id
  const create = useDeed(createCustomer, (made) => onSaved(made.id))
  const save = useDeed(saveCustomer, (saved) => onSaved(saved.id))
  const overtaken = useOvertaken(customerId)
  // What was on screen when the form opened, not what a colleague has saved since.
  const [seen] = useState(customer?.version)
  const mine = () => {
    const values = form.getValues()
    return { ...values, locale: values.locale.trim() === '' ? null : values.locale.trim() }
  }
  const send = (seenVersion: string | undefined) => {
    const onError = (error: Error) => {
      form.setErrors(problemFields(error))
      void overtaken.look(error)
    }
    if (customerId === undefined) create.mutate({ body: mine() }, { onError })
    else save.mutate({ params: { customerId }, body: { ...mine(), seenVersion } }, { onError })
  }
  const submit = form.onSubmit(() => send(seen))
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={t`Name`} required maxLength={200} {...form.getInputProps('name')} />
        <TextInput label={t`Customer number`} required maxLength={100}
          description={t`As in your ledger; it is how imports find this customer.`}
          {...form.getInputProps('reference')} />
        <Textarea label={t`Street`} autosize minRows={1} maxRows={3} maxLength={300}
          description={t`Up to three lines. Letters go to this address.`}
          {...form.getInputProps('street')} />
        <Group grow align="flex-start">
          <TextInput label={t`Postcode`} maxLength={20} {...form.getInputProps('postcode')} />
          <TextInput label={t`City`} maxLength={100} {...form.getInputProps('city')} />
        </Group>
        <Group grow align="flex-start">
          <Select label={t`Country`} searchable clearable data={COUNTRIES}
            {...form.getInputProps('country')} />
          <TextInput label={t`Language`} placeholder={me.organization.locale}
            {...form.getInputProps('locale')} />
        </Group>
        <Select label={t`Time zone`} searchable clearable data={ZONES}
          placeholder={me.organization.zone} {...form.getInputProps('zone')} />
        <ParentFields customer={customer} values={form.values} error={form.errors['parentId']}
          onChange={(given) => form.setValues(given)} />
        <Select label={t`Kind`} allowDeselect={false} data={DEBTOR_CHOICES}
          {...form.getInputProps('debtorKind')} />
        <MannersFields values={form.values} today={today}
          onChange={(manners) => form.setValues(manners)} />
        <Select label={t`Owner`} clearable placeholder={t`Everyone`}
          data={members.map(({ userId, name }) => ({ value: userId, label: name }))}
          {...form.getInputProps('ownerId')} />
        <DeedError error={overtaken.theirs === null ? create.error ?? save.error : null} />
        <CustomerVersions overtaken={overtaken} mine={mine()} isBusy={save.isPending}
          onMine={send} onTheirs={onClose} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button type="submit" loading={create.isPending
            || save.isPending}><Trans>Save</Trans></Button>
        </Group>
      </Stack>
    </form>
  )
}
