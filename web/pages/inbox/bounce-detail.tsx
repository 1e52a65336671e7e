// Mail that came back: which address, why in plain words, and the new address it takes.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, TextInput } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { createContact, getCustomer, saveContact } from '#contract/customers.ts'
import { getMessage } from '#contract/messages.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import type { InboxItem } from './inbox-list.tsx'
import { SingleMessage } from './single-message.tsx'

export function BounceDetail({ item }: { item: InboxItem }) {
  const message = useRead(getMessage, { params: { messageId: item.messageId ?? item.id } })
  if (message.error) {
    return <ErrorState error={message.error} onRetry={() => void message.refetch()} />
  }
  if (!message.data) return <div className="card"><ListSkeleton rows={4} /></div>
  return (
    <div className="stack" style={{ gap: 12 }}>
      <section className="card" aria-label={t`What came back`}
      id="inbox-item" data-chosen-item tabIndex={-1}>
        <h2 style={{ margin: '0 0 8px', overflowWrap: 'anywhere' }}>
          {item.addresses.length === 0 ? t`A message came back`
            : t`Mail to ${item.addresses.join(', ')} came back`}</h2>
        <div className="note tone-bad">
          <IconArrowBackUp size={16} aria-hidden />
          <div className="note-body">{item.why}</div>
        </div>
        {item.customerId === null ? (
          <p className="dim small" style={{ margin: '10px 0 0' }}>
            <Trans>It is about no message of ours, so no address was marked.</Trans></p>
        ) : <Mending item={item} customerId={item.customerId} />}
      </section>
      <SingleMessage message={message.data} />
    </div>
  )
}

function Mending({ item, customerId }: { item: InboxItem; customerId: string }) {
  const [address, setAddress] = useState<string | null>(null)
  const customer = useRead(getCustomer, { params: { customerId } })
  const contacts = customer.data?.contacts ?? []
  const holder = contacts.find(({ emails }) => emails.some((one) => item.addresses.includes(one)))
  const isReplaced = customer.data !== undefined && item.addresses.length > 0
    && holder === undefined
  return (
    <>
      <p className="small" style={{ margin: '10px 0' }}>
        <Link to="/customers/$customerId" params={{ customerId }} search={{ tab: 'contacts' }}>
          {item.customerName}</Link>
        {holder === undefined ? null : <> · {holder.name || t`contact without a name`}</>}
        {isReplaced ? <span className="dim"> <Trans>· no contact has this address any
          more</Trans></span> : null}
      </p>
      <Group gap="xs">
        <DeedButton endpoint={saveContact} variant={isReplaced ? 'default' : 'filled'}
          // Before we know whose address it is, a new one would only be added to the dead one.
          whyNot={customer.data === undefined ? t`The contacts are being read.` : null}
          onClick={() => setAddress(holder?.emails.find((one) =>
            item.addresses.includes(one)) ?? '')}><Trans>New address</Trans></DeedButton>
        <Button variant="default" component={Link} to={`/customers/${customerId}`}>
          <Trans>Open customer</Trans></Button>
      </Group>
      {address === null ? null : (
        <NewAddress customerId={customerId} old={address} holder={holder ?? null}
          onClose={() => setAddress(null)} />
      )}
    </>
  )
}

interface Holder {
  id: string; name: string; emails: string[]; phones: string[]; positions: string[]
  isMain: boolean; locale: string | null
}

function NewAddress({ customerId, holder, old, onClose }: {
  customerId: string; holder: Holder | null; old: string; onClose: () => void
}) {
  const [typed, setTyped] = useState('')
  const then = () => {
    toast(t`The new address is saved; the next reminder goes there.`)
    onClose()
  }
  const save = useDeed(saveContact, then)
  const create = useDeed(createContact, then)
  const submit = () => {
    const email = typed.trim()
    if (holder === null) {
      create.mutate({ params: { customerId }, body: { emails: [email] } })
      return
    }
    const { id, name, phones, positions, isMain, locale } = holder
    const emails = holder.emails.map((one) => (one === old ? email : one))
    save.mutate({ params: { contactId: id },
      body: { name, emails, phones, positions, isMain, locale } })
  }
  return (
    <FormDialog title={holder === null ? t`New contact` : t`New address of ${holder.name || old}`}
      onClose={onClose} onSubmit={submit} error={save.error ?? create.error} save={t`Save address`}
      isBusy={save.isPending || create.isPending}
      whyNot={typed.includes('@') ? null : t`Enter an e-mail address.`}>
      <TextInput label={t`E-mail`} type="email" data-autofocus value={typed} maxLength={254}
        description={old === '' ? undefined : t`Instead of ${old}`}
        onChange={(event) => setTyped(event.currentTarget.value)} />
    </FormDialog>
  )
}
