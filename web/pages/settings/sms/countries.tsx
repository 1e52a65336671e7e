// Where customers' phones are: who would text each country, at what price, and what is closed.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { NumberInput } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  closeSmsCountry, listSmsCountries, openSmsCountry, saveSmsPrice, type SmsCountry,
} from '#contract/sms-senders.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { StatusBadge } from '../../../components/statuses.tsx'
import { countryName, counted, microsText } from '../../../format.ts'
import { useDeed, useRead } from '../../../queries.ts'
import { DeedError, ErrorState } from '../../../ui/error-state.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { ListSkeleton } from '../../../ui/list-skeleton.tsx'
import type { Settings } from '../sms-section.tsx'
import { KIND_WORDS } from './sender-words.ts'

type Country = z.output<typeof SmsCountry>

export function Countries({ settings }: { settings: Settings }) {
  const countries = useRead(listSmsCountries, {}, { isLive: true })
  return (
    <section className="card card-flush" aria-label={t`Countries`}>
      <div className="way-list-head"><h2><Trans>Countries of your customers’
        phones</Trans></h2></div>
      {countries.error && !countries.data
        ? <ErrorState error={countries.error} onRetry={() => void countries.refetch()} /> : null}
      {countries.isPending ? <ListSkeleton rows={3} /> : null}
      {countries.data?.items.length === 0 ? (
        <div className="way-empty"><Trans>No customer has a phone yet.</Trans></div>
      ) : null}
      {countries.data?.items.map((one) => (
        <CountryLine key={one.country} one={one} currency={settings.rules.currency} />
      ))}
    </section>
  )
}

function CountryLine({ one, currency }: { one: Country; currency: string }) {
  const [isPricing, setPricing] = useState(false)
  const params = { country: one.country }
  const open = useDeed(openSmsCountry)
  const close = useDeed(closeSmsCountry)
  const name = countryName(one.country)
  const price = one.price === null ? t`Price not known`
    : t`${microsText(one.price.micros, one.price.currency)} a part`
  return (
    <div className="way-line">
      <div className="way-line-text">
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
          <span className="strong">{name}</span>
          {one.closedAt !== null
            ? <StatusBadge tone="bad" icon={IconBan}><Trans>Closed</Trans></StatusBadge>
            : one.sender === null
              ? <StatusBadge tone="warn" icon={IconAlertTriangle}><Trans>No
              sender</Trans></StatusBadge> : null}
        </div>
        <div className="dim small">{one.numberCount === one.textableCount
          ? counted(one.numberCount, 'number')
          : t`${counted(one.numberCount, 'number')}, ${one.textableCount} that may get SMS`}
          {one.sender === null ? null : (
            <> <Trans>· from {formatPhone(one.sender.address)} ({KIND_WORDS[one.sender.kind]
              .toLowerCase()}, {one.sender.isTwoWay ? t`two-way` : t`one-way`})</Trans></>
          )}
        </div>
        {one.closedWhy === null ? null : <div className="small">{one.closedWhy}</div>}
      </div>
      <div className="way-line-deeds" style={{ alignItems: 'center' }}>
        <DeedButton endpoint={saveSmsPrice} size="compact-sm" variant="default"
          rightSection={<IconPencil size={13} />} aria-label={t`Price for ${name}: ${price}`}
          onClick={() => setPricing(true)}>{price}</DeedButton>
        {one.closedAt === null ? (
          <DeedButton endpoint={closeSmsCountry} size="compact-sm" variant="default"
            aria-label={t`Close ${name}`} loading={close.isPending}
            onClick={() => close.mutate({ params, body: {} })}><Trans>Close</Trans></DeedButton>
        ) : (
          <DeedButton endpoint={openSmsCountry} size="compact-sm" variant="default"
            aria-label={t`Open ${name} again`} loading={open.isPending}
            onClick={() => open.mutate({ params })}><Trans>Open again</Trans></DeedButton>
        )}
      </div>
      <DeedError error={open.error ?? close.error} />
      {isPricing ? (
        <PriceDialog one={one} currency={currency} onClose={() => setPricing(false)} />
      ) : null}
    </div>
  )
}

function PriceDialog({ one, currency, onClose }: {
  one: Country; currency: string; onClose: () => void
}) {
  const [price, setPrice] = useState<string | number>(
    one.price === null ? '' : one.price.micros / 1_000_000)
  const save = useDeed(saveSmsPrice, onClose)
  return (
    <FormDialog title={t`One SMS part to ${countryName(one.country)}`} onClose={onClose}
      save={t`Save`} error={save.error} isBusy={save.isPending} onSubmit={() => save.mutate({
        params: { country: one.country },
        body: { micros: price === '' ? null : Math.round(Number(price) * 1_000_000) },
      })}>
      <NumberInput label={t`Price in ${currency}`} min={0} max={1000} decimalScale={6} step={0.01}
        value={price} onChange={setPrice} data-autofocus placeholder={t`Not known`}
        description={t`An estimate for the composer and the budget, until the provider bills
        it.`} />
    </FormDialog>
  )
}
