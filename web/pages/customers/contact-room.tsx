// How often a person heard of us, over all workflows and customers, and when there is room again.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { getContactRoom } from '#contract/why.ts'
import type { z } from 'zod'
import { DayText } from '../../components/times.tsx'
import './contact-room.css'

type Room = z.output<NonNullable<typeof getContactRoom.answer>>['items'][number]
const MOST_BARS = 8

export function ContactRoom({ room }: { room: Room | undefined }) {
  if (room === undefined) return null
  const { in7Days, in30Days, roomFrom, atOthers, lastOn } = room
  const bars = Math.max(4, Math.min(MOST_BARS, in30Days))
  return (
    <div className="room" title={t`Counted by address, over all workflows and customers`}>
      <span className="room-bar" aria-hidden>
        {Array.from({ length: bars }, (_, index) => (
          <span key={index} className={index < in30Days ? 'room-used' : ''} />
        ))}
      </span>
      <span>
        {lastOn === null ? t`Never contacted` : <><Trans>Contacted <span
          className="num">{in7Days}×</span>
          {' '}in 7 days, <span className="num">{in30Days}×</span> in 30</Trans></>}
        {atOthers === 0 ? null : ` ${t`(${atOthers} for other customers)`}`};{' '}
        {roomFrom === null ? t`room now` : <><Trans>room from <DayText day={roomFrom} /></Trans></>}
      </span>
    </div>
  )
}
