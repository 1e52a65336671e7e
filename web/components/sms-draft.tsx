// What the composer shows of an SMS: the number and its state, who sends it, the hour there, parts.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { previewSms, type SmsPreview } from '#contract/sms-reach.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { anyOf, countryName } from '../format.ts'
import { useRead } from '../queries.ts'
import { DeedError } from '../ui/error-state.tsx'
import type { DraftHandle } from './drafts.ts'
import { inOwnWords } from './hold-words.ts'
import { SmsCounter } from './sms-counter.tsx'
import { MomentText } from './times.tsx'

export type Preview = z.output<typeof SmsPreview>

/** What is true of texting the number of a draft; undefined for other channels and until told. */
export function useSmsPreview({ draft, content }: DraftHandle) {
  const [asked] = useDebouncedValue({ number: content.to[0] ?? '', text: content.body }, 300)
  const isOff = draft.channel !== 'sms' || asked.number.trim() === ''
  return useRead(previewSms, { body: { customerId: draft.customerId, ...asked } },
    { isOff, isKept: true, staleTimeMs: 15_000 })
}

export function SmsRecipient({ handle, phones, preview }: {
  handle: DraftHandle; phones: readonly string[]
  preview: ReturnType<typeof useSmsPreview>
}) {
  const { content, change } = handle
  const number = content.to[0] ?? ''
  const data = preview.data
  return (
    <div className="stack" style={{ gap: 8 }}>
      <Autocomplete label={t`To`} type="tel" value={number} placeholder="+49 170 …" maxLength={60}
        data={[...new Set(phones)]} renderOption={({ option }) => formatPhone(option.value)}
        filter={({ options }) => options}
        onChange={(value) => change({ to: value.trim() === '' ? [] : [value] })} />
      <DeedError error={preview.error} />
      {data === undefined || number === '' ? null
        : <Facts preview={data} customerId={handle.draft.customerId} />}
    </div>
  )
}

const LINES: Record<string, string> = {
  mobile: t`Mobile`, maybe_mobile: t`Mobile or landline`, landline: t`Landline`,
  voip: t`Internet phone`, toll_free: t`Toll-free`, premium: t`Premium number`,
  invalid: t`Not in use`, unknown: t`Unknown kind of line`,
}

const CONSENTS: Record<Preview['consent'], string> = {
  given: t`consent on record`, revoked: t`consent taken back`,
  under_review: t`consent to be decided`, none: t`no consent on record`,
}

function Facts({ preview, customerId }: { preview: Preview; customerId: string }) {
  const { country, line, consent, isOptedOut, sender, holds, localTimes } = preview
  const [hold] = holds.map(inOwnWords)
  return (
    <>
      {preview.number === null ? null : (
        <div className="small dim">
          {[LINES[line] ?? line, country === null ? null : countryName(country),
            isOptedOut ? t`opted out` : CONSENTS[consent]]
            .filter((part) => part !== null).join(' · ')}
          {sender === null ? null : <> <From {...sender} /></>}
          {localTimes.length === 0 ? null : <> <Trans>· {timesText(localTimes)} there</Trans></>}
        </div>
      )}
      {hold === undefined ? null : (
        <div className="note tone-bad" role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <div className="note-body">{hold.text} {hold.code === 'no_consent' ? (
            <Link to="/customers/$customerId" params={{ customerId }}
              search={{ tab: 'contacts' }}>{hold.fix}</Link>
          ) : hold.fix}</div>
        </div>
      )}
      <Quiet preview={preview} />
    </>
  )
}

const From = ({ address, isTwoWay }: NonNullable<Preview['sender']>) => (isTwoWay
  ? <Trans>· from <span className="strong">{formatPhone(address)}</span></Trans>
  : <Trans>· from <span className="strong">{formatPhone(address)}</span>, one-way</Trans>)

const timesText = (times: Preview['localTimes']): string =>
  anyOf([...new Set(times.map(({ time }) => time.slice(0, 5)))].slice(0, 3))

function Quiet({ preview }: { preview: Preview }) {
  const { isQuiet, localTimes, waitsUntil, holds } = preview
  if ((!isQuiet && waitsUntil === null) || holds.length > 0) return null
  return (
    <div className="note tone-warn" role="status">
      <IconClock size={18} aria-hidden />
      <div className="note-body">
        {localTimes.length === 0 ? t`It is late there.`
          : t`It is ${timesText(localTimes)} where this person is.`}{' '}
        {waitsUntil === null ? t`By itself nothing would leave now; you may send it all the same.`
          : <><Trans>Nobody is texted at this hour. It can be sent from <MomentText
            at={waitsUntil} /> on,
            by your clock.</Trans></>}
      </div>
    </div>
  )
}

/** Below the text. */
export function SmsCount({ handle, preview }: {
  handle: DraftHandle; preview: Preview | undefined
}) {
  const price = preview === undefined || preview.partMicros === null ? null
    : { micros: preview.partMicros, currency: preview.currency }
  return <SmsCounter text={handle.content.body} cap={preview?.segmentCap ?? null} price={price}
    onRespell={(body) => handle.change({ body })} />
}

/** Why an SMS may not be sent now; null: it may, as far as is known. */
export function whyNoSms(handle: DraftHandle, preview: Preview | undefined): string | null {
  if (handle.draft.channel !== 'sms' || preview === undefined) return null
  const [hold] = preview.holds
  if (hold) return inOwnWords(hold).text
  return preview.waitsUntil === null ? null
    : t`Nobody is texted at this hour where the person is.`
}
