// Gallery: amounts, days, states and rows.
import { InvoiceRow } from '#contract/invoices.ts'
import { Balance, TimelineEvent } from '#contract/customers.ts'
import { Aging, BalanceFigures } from '../../components/aging.tsx'
import { CustomerPicker } from '../../components/customer-picker.tsx'
import { InvoiceRows } from '../../components/invoice-rows.tsx'
import { BulkBar } from '../../components/lists/bulk-bar.tsx'
import { MoneyField } from '../../components/money-field.tsx'
import { Amounts, Money } from '../../components/money.tsx'
import { SmsCounter } from '../../components/sms-counter.tsx'
import { SmsReach } from '../../components/sms-reach.tsx'
import {
  ChannelIcon, CollectionBadge, InvoiceBadge, MessageBadge, ModeBadge, PromiseBadge,
} from '../../components/statuses.tsx'
import { LongTimeline } from '../../components/long-timeline.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { TimelineTools } from '../../components/timeline-tools.tsx'
import { DayText, DistanceText, MomentText, When } from '../../components/times.tsx'
import type { ComponentEntry } from '../entry.ts'
import { idAt, sample, USUAL } from '../sample.ts'
import { LONG, NOW, TODAY } from '../sample-words.ts'

const nothing = () => undefined
const BIG = [{ amountMinor: 123_456_789_012, currency: 'EUR' }, { amountMinor: 1, currency: 'JPY' }]
const rows = [0, 1, 2, 3].map((index) => sample(InvoiceRow, { ...USUAL, isLong: index > 1 }, index))
const balance = sample(Balance)

const entry = (
  name: string, files: readonly string[], render: ComponentEntry['render'],
): ComponentEntry => ({
  of: 'component', name, files: files.map((file) => `components/${file}`), render })

export const AMOUNTS: readonly ComponentEntry[] = [
  entry('aging', ['aging'], () => (
    <><BalanceFigures balance={balance} /><Aging balance={balance} /></>
  )),
  entry('amounts', ['money'], () => (
    <p><Money amountMinor={125_000} currency="EUR" /> <Amounts amounts={BIG} /></p>
  )),
  entry('amount fields', ['money-field'], () => (
    <div className="stack">
      <MoneyField label="Amount" currency="EUR" value={125_000} onChange={nothing} />
      <MoneyField label="Rest" currency="JPY" value={null} onChange={nothing} required
        error="Enter an amount." description="What is still open." />
    </div>
  )),
  entry('chosen rows', ['lists/bulk-bar'], () => (
    <BulkBar level="customer" rows={rows.map(({ id }) => ({ id, open: BIG }))} filter={{}}
      total={{ count: 10_000, isMore: true }} selection={{
        ids: new Set(rows.map(({ id }) => id)), all: null, toggle: nothing, choose: nothing,
        chooseAll: nothing, clear: nothing,
      }} />
  )),
  entry('customer picker', ['customer-picker'], () => (
    <CustomerPicker label="Customer" value={idAt(0)} onChange={nothing}
      known={{ id: idAt(0), name: LONG }} />
  )),
  entry('invoice rows', ['invoice-rows'], () => (
    <InvoiceRows invoices={rows} choice={{ chosen: new Set(), toggle: nothing }} />
  )),
  entry('invoice rows of one customer', ['invoice-rows'], () => (
    <InvoiceRows invoices={rows} isSlim />
  )),
  entry('sms counter', ['sms-counter'], () => (
    <SmsCounter text={`${LONG} ✓`} cap={2} price={{ micros: 75_000, currency: 'EUR' }}
      onRespell={nothing} />
  )),
  entry('sms reach', ['sms-reach'], () => <SmsReach positions={[]} isOpen />),
  entry('statuses', ['statuses'], () => (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
      {['active', 'halted_by_reply', 'paused', 'stopped', 'finished'].map((state) =>
        <CollectionBadge key={state} state={state} />)}
      {['due', 'overdue', 'partly_paid', 'paid', 'void', 'written_off'].map((state) =>
        <InvoiceBadge key={state} state={state} />)}
      {['leaving', 'sending', 'queued', 'sent', 'delivered', 'read', 'failed', 'undelivered',
        'bounced', 'unknown'].map((state) => <MessageBadge key={state} state={state} />)}
      {['open', 'kept', 'broken', 'cancelled'].map((state) =>
        <PromiseBadge key={state} state={state} />)}
      {['email', 'sms', 'call', 'letter', 'task'].map((channel) =>
        <ChannelIcon key={channel} channel={channel} />)}
      <ModeBadge mode="manual" /><ModeBadge mode="automatic" />
    </div>
  )),
  entry('timeline', ['timeline'], () => (
    <Timeline events={Array.from({ length: 8 }, (_, index) =>
      sample(TimelineEvent, { ...USUAL, isLong: index === 2 }, index))} onReply={nothing} />
  )),
  entry('timeline-long', ['long-timeline', 'timeline-tools'], () => (
    <>
      <TimelineTools look={{ part: 'email', day: TODAY, q: LONG }} onChange={nothing} />
      <LongTimeline
        pages={{ hasNextPage: false, isFetchingNextPage: false, fetchNextPage: nothing }}
        events={Array.from({ length: 130 }, (_, index) =>
          sample(TimelineEvent, { ...USUAL, isLong: index === 2 }, index))} />
    </>
  )),
  entry('times', ['times'], () => (
    <p><DayText day={TODAY} /> <DistanceText day="2026-04-01" past="late" /> <When at={NOW} />
      {' '}<MomentText at={NOW} /></p>
  )),
]
