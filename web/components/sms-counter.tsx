// How many parts an SMS has, why, what it costs, and the cheaper spelling where there is one.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { asSent, countSegments, plainSpelling } from '#domain/sms/segments.ts'
import { counted, microsText } from '../format.ts'
import './sms.css'

export interface SegmentPrice { micros: number; currency: string }

export function SmsCounter({ text, cap, price, onRespell }: {
  text: string
  /** Longer ones are held, or need a second look. */
  cap: number | null
  price: SegmentPrice | null
  /** Puts another spelling in; left out where the text is not one's own. */
  onRespell?: (text: string) => void
}) {
  const counts = countSegments(asSent(text))
  const { encoding, units, left, count, culprits } = counts
  const plain = plainSpelling(text)
  const cheaper = countSegments(plain)
  const canSave = plain !== text && (cheaper.count < count
    || (cheaper.encoding === 'GSM-7' && encoding === 'UCS-2'))
  return (
    <div className="sms-counter">
      <div className="tiny dim" role="status" aria-live="polite" data-testid="sms-counter">
        <span className="num">{units}/{units + left}</span> · {encoding} ·{' '}
        <span className={cap !== null && count > cap ? 'sms-over' : 'strong'}>
          {counted(count, 'part')}</span>
        {price === null || count === 0 ? null
          : <> · ≈ {microsText(price.micros * count, price.currency)}</>}
        {cap !== null && count > cap
          ? <> · {t`longer than the ${counted(cap, 'part')} allowed`}</> : null}
      </div>
      {culprits.length === 0 ? null : (
        <div className="tiny">
          {culprits.slice(0, 12).map((one) => <code key={one} className="sms-culprit">{one}</code>)}
          {culprits.length > 12 ? '… ' : ' '}
          <span className="dim"><Trans><Plural value={culprits.length} one="is" other="are" /> not
            in the plain alphabet, so a part holds 70 characters instead of 160.</Trans></span>{' '}
          {canSave && onRespell ? (
            <Anchor component="button" type="button" size="xs"
              onClick={() => onRespell(plain)}><Trans>Cheaper spelling ({counted(cheaper.count,
                'part')})</Trans>
            </Anchor>
          ) : null}
        </div>
      )}
    </div>
  )
}
