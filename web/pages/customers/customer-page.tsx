// One customer: what is owed, what comes next and why, and everything that happened.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import {
  IconDots, IconHandStop, IconLock, IconMail, IconMessage, IconPencil, IconPlayerPause, IconRoute,
  IconSquareCheck,
} from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { listActions, listReplyActions } from '#contract/actions.ts'
import { getCustomer, startPause, type Customer } from '#contract/customers.ts'
import { composeMessage } from '#contract/messages.ts'
import { AssignDialog } from '../../components/assign-dialog.tsx'
import { CustomerPromiseDialog } from '../../components/customer-promise-dialog.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { useSession } from '../../components/session.tsx'
import { TaskDialog } from '../../components/task-dialog.tsx'
import { WhyButton } from '../../components/why-panel.tsx'
import { useShortcut } from '../../keys.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import { Contacts } from './contacts.tsx'
import { CustomerAside } from './customer-aside.tsx'
import { CustomerComposer } from './customer-composer.tsx'
import { CustomerDetails } from './customer-details.tsx'
import { CustomerFigures } from './customer-figures.tsx'
import { CustomerFiles } from './customer-files.tsx'
import { CustomerForm } from './customer-form.tsx'
import { CustomerInvoices } from './customer-invoices.tsx'
import { CustomerLinks } from './customer-links.tsx'
import { AsOf, CustomerNotices } from './customer-notices.tsx'
import { CustomerTimeline } from './customer-timeline.tsx'
import '../../components/rows.css'

export type CustomerAnswer = z.output<typeof Customer>
const route = getRouteApi('/app/customers/$customerId')

export function CustomerPage() {
  const { customerId } = route.useParams()
  const search = route.useSearch()
  const { tab = 'timeline', compose, part, day, q } = search
  const navigate = route.useNavigate()
  const read = useRead(getCustomer, { params: { customerId } }, { isLive: true })
  if (read.error && !read.data) {
    return <div className="page page-narrow">
      <ErrorState error={read.error} onRetry={() => void read.refetch()} /></div>
  }
  if (!read.data) return <PageSkeleton />
  const customer = read.data
  const open = (item: string | undefined) =>
    void navigate({ search: { ...search, tab, compose: item }, replace: item === undefined })
  return (
    <div className="page">
      <Head customer={customer} onCompose={open} />
      <CustomerFigures customer={customer} />
      <div className="stack" style={{ marginBottom: 16 }}>
        {read.error ? <AsOf at={read.dataUpdatedAt} onRetry={() => void read.refetch()} /> : null}
        <CustomerNotices customer={customer} />
      </div>
      <div className="aside-split">
        <div className="stack">
          {compose === undefined ? null : (
            <CustomerComposer key={compose} customer={customer} compose={compose}
              onClose={() => open(undefined)} />
          )}
          <TabLinks label={t`Parts`} active={tab} tabs={[
            { name: 'timeline', label: t`Timeline` }, { name: 'invoices', label: t`Invoices` },
            { name: 'contacts', label: t`Contacts`, count: customer.contacts.length },
            { name: 'files', label: t`Files` }, { name: 'details', label: t`Details` },
            { name: 'links', label: t`Links` },
          ]} onChange={(name) => void navigate({ search: { tab: name, compose } })} />
          {tab === 'timeline' ? (
            <CustomerTimeline customer={customer} onCompose={open} look={{ part, day, q }}
              onLook={(look) => void navigate({ replace: true, resetScroll: false,
                search: { tab, compose, ...look } })} />
          ) : null}
          {tab === 'invoices' ? <CustomerInvoices customerId={customerId} /> : null}
          {tab === 'contacts' ? <Contacts customer={customer} /> : null}
          {tab === 'files' ? <CustomerFiles customerId={customerId} /> : null}
          {tab === 'details' ? <CustomerDetails customer={customer} /> : null}
          {tab === 'links' ? <CustomerLinks customerId={customerId} /> : null}
        </div>
        <aside aria-label={t`Summary`}><CustomerAside customer={customer} /></aside>
      </div>
    </div>
  )
}

function Head({ customer, onCompose }: {
  customer: CustomerAnswer; onCompose: (compose: string) => void
}) {
  const { nameOf, zone } = useSession()
  const [dialog, setDialog] =
    useState<'pause' | 'edit' | 'assign' | 'task' | 'promise' | null>(null)
  const due = useDueMail(customer.id)
  const hasPhone = customer.contacts.some(({ phones }) => phones.length > 0)
  useShortcut('reply', () => onCompose(due?.id ?? 'new'))
  useShortcut('note', () => onCompose('note'))
  useShortcut('pause', () => setDialog('pause'))
  const about = [customer.reference, customer.country, customer.zone ?? zone,
    nameOf(customer.ownerId) === null ? null : `owner ${nameOf(customer.ownerId) ?? ''}`]
  return (
    <PageHeader title={<span title={customer.name}>{customer.name}</span>}
      windowTitle={customer.name} about={about.filter((part) => part !== null).join(' · ')}>
      <WhyButton of={{ kind: 'customer', id: customer.id }} hasKey />
      <DeedButton endpoint={startPause} variant="default" onClick={() => setDialog('pause')}
        leftSection={<IconPlayerPause size={16} />}><Trans>Pause</Trans></DeedButton>
      <DeedButton endpoint={composeMessage} leftSection={<IconMail size={16} />}
        variant={due === null ? 'default' : 'filled'} rightSection={<KeyHint shortcut="reply" />}
        onClick={() => onCompose(due?.id ?? 'new')}>
        {due === null ? t`Write e-mail` : due.isSms ? t`SMS due now`
          : t`Email due now`}</DeedButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="default" aria-label={t`More`}><IconDots
            size={18} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {due === null ? null : (
            <Menu.Item leftSection={<IconMail size={16} />} onClick={() => onCompose('new')}>
              <Trans>Write another e-mail</Trans></Menu.Item>
          )}
          <Menu.Item leftSection={<IconMessage size={16} />} disabled={!hasPhone}
            onClick={() => onCompose('sms')}>
            {hasPhone ? t`Write an SMS` : t`Write an SMS (no phone yet)`}</Menu.Item>
          <Menu.Item leftSection={<IconLock size={16} />} onClick={() => onCompose('note')}>
            <Trans>Write an internal note</Trans></Menu.Item>
          <Menu.Item leftSection={<IconSquareCheck size={16} />} onClick={() => setDialog('task')}>
            <Trans>New task</Trans></Menu.Item>
          <Menu.Item leftSection={<IconHandStop size={16} />}
            onClick={() => setDialog('promise')}><Trans>Note a promise to pay</Trans></Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('edit')}>
            <Trans>Change details</Trans></Menu.Item>
          <Menu.Item leftSection={<IconRoute size={16} />} onClick={() => setDialog('assign')}>
            <Trans>Choose the workflow</Trans></Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'pause' ? <PauseDialog onClose={() => setDialog(null)}
        of={{ scope: 'customer', subjectId: customer.id, what: customer.name }} /> : null}
      <CustomerForm isOpen={dialog === 'edit'} onClose={() => setDialog(null)} customer={customer}
        onSaved={() => setDialog(null)} />
      {dialog === 'task'
        ? <TaskDialog customerId={customer.id} onClose={() => setDialog(null)} /> : null}
      {dialog === 'promise' ? <CustomerPromiseDialog customerId={customer.id}
        onClose={() => setDialog(null)} /> : null}
      {dialog === 'assign' ? (
        <AssignDialog level="customer" ids={[customer.id]} onClose={() => setDialog(null)}
          title={t`Workflow of ${customer.name}`}
          running={customer.planned.find(({ level }) => level === 'customer')?.workflowId
            ?? null} />
      ) : null}
    </PageHeader>
  )
}

/** What “Email due now” opens: the answer that waits, else the message that a step asks for. */
function useDueMail(customerId: string): { id: string; isSms: boolean } | null {
  const replies = useRead(listReplyActions, { query: { customerId } }, { isLive: true })
  const actions = useRead(listActions, { query: { customerId, list: 'due' } }, { isLive: true })
  const [reply] = replies.data?.items ?? []
  const due = actions.data?.items.find(({ channel, held, mode }) => held === null
    && mode === 'manual' && (channel === 'email' || channel === 'sms'))
  if (reply) return { id: reply.id, isSms: reply.newest.channel === 'sms' }
  return due ? { id: due.id, isSms: due.channel === 'sms' } : null
}
