// Asks before a person is erased: what goes, what stays and until when, and a copy of it all.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button, Checkbox, Group, List, Modal, Skeleton, Stack, Text, TextInput } from
  '@mantine/core'
import { useState } from 'react'
import { erasePerson, exportPerson, previewErasure } from '#contract/erasure.ts'
import { call } from '../../api.ts'
import { dayText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'

export function EraseDialog({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const read = useRead(previewErasure, { params: { contactId } })
  return (
    <Modal opened onClose={onClose} title={t`Erase a person for good`}>
      {read.data ? <Form contactId={contactId} preview={read.data} onClose={onClose} />
        : read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} />
          : <Skeleton height={240} radius="md" />}
    </Modal>
  )
}

type Preview = NonNullable<ReturnType<typeof useRead<typeof previewErasure>>['data']>

function Form({ contactId, preview, onClose }: {
  contactId: string; preview: Preview; onClose: () => void
}) {
  const [typed, setTyped] = useState('')
  const [keepsForClaims, setKeeps] = useState(true)
  const erase = useDeed(erasePerson, () => {
    onClose()
    toast(t`The person is erased.`)
  })
  const until = dayText(preview.keptUntil, 'full')
  return (
    <form onSubmit={(event) => {
      event.preventDefault()
      erase.mutate({ params: { contactId }, body: { typed, keepsForClaims } })
    }}>
      <Stack gap="sm">
        <Text size="sm"><Trans>This cannot be undone. Take <Anchor component="button" type="button"
          onClick={() => void save(contactId)}>a copy of everything that is known</Anchor> first,
          if the person has asked for it.</Trans></Text>
        <div>
          <Text size="sm" fw={600}><Trans>Goes from everywhere</Trans></Text>
          <List size="sm">
            {preview.name === '' ? null : <List.Item><Trans>the
              name {preview.name}</Trans></List.Item>}
            {preview.addresses.map((address) => <List.Item key={address}>{address}</List.Item>)}
            {preview.contacts.length < 2 ? null : <List.Item>
              <Trans>as a contact of {preview.contacts.map((one) =>
                one.customerName).join(', ')}</Trans>
            </List.Item>}
          </List>
        </div>
        <div>
          <Text size="sm" fw={600}><Trans>Stays</Trans></Text>
          <List size="sm">
            <List.Item><Trans>invoices, payments and what was done, without the
              person</Trans></List.Item>
            <List.Item><Trans>that these addresses are never written to again,
              unreadably</Trans></List.Item>
            {preview.sharedAddresses.map((address) => (
              <List.Item key={address}><Trans>{address}, for somebody else uses it
                too</Trans></List.Item>
            ))}
          </List>
        </div>
        <Checkbox checked={keepsForClaims} label={t`Keep ${preview.messages} messages for claims`}
          description={t`As they were, for admins only, until ${until}. Then they are deleted.`}
          onChange={(event) => setKeeps(event.currentTarget.checked)} />
        <TextInput label={t`Type “${preview.typeToConfirm}” to confirm`} value={typed}
          autoComplete="off" onChange={(event) => setTyped(event.currentTarget.value)} />
        <DeedError error={erase.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <Button type="submit" color="red" loading={erase.isPending}
            disabled={typed.trim() !== preview.typeToConfirm}><Trans>Erase for good</Trans></Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The copy leaves as a file of the browser's; its name says nothing of the person. */
async function save(contactId: string): Promise<void> {
  const known = await call(exportPerson, { params: { contactId } })
  const url = URL.createObjectURL(new Blob([JSON.stringify(known, null, 2)],
    { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'personal-data.json'
  link.click()
  URL.revokeObjectURL(url)
}
