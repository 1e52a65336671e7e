// How often a person heard of us, over all workflows and customers, and when there is room again.
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
    <div className="room" title="Counted by address, over all workflows and customers">
      <span className="room-bar" aria-hidden>
        {Array.from({ length: bars }, (_, index) => (
          <span key={index} className={index < in30Days ? 'room-used' : ''} />
        ))}
      </span>
      <span>
        {lastOn === null ? 'Never contacted' : <>Contacted <span className="num">{in7Days}×</span>
          {' '}in 7 days, <span className="num">{in30Days}×</span> in 30</>}
        {atOthers === 0 ? null : ` (${atOthers} for other customers)`};{' '}
        {roomFrom === null ? 'room now' : <>room from <DayText day={roomFrom} /></>}
      </span>
    </div>
  )
}
