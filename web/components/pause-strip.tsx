// Tells on every page that the organization or whole workflows rest, and leads to where they end.
import { IconPlayerPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listPauses } from '#contract/pauses.ts'
import { useRead } from '../queries.ts'
import { DayText } from './times.tsx'

export function PauseStrip() {
  const pauses = useRead(listPauses, { query: { scopes: 'organization,workflow', limit: 20 } },
    { isLive: true }).data?.items ?? []
  const [widest] = pauses
  if (!widest) return null
  const isAll = widest.scope === 'organization'
  const others = pauses.length - 1
  return (
    <section className="note tone-calm" aria-label="Paused"
      style={{ borderRadius: 0, alignItems: 'center' }}>
      <IconPlayerPause size={16} aria-hidden />
      <div className="note-body">
        {isAll ? 'All collection is paused' : others === 0
          ? `The workflow “${widest.subjectName}” is paused`
          : `${pauses.length} workflows are paused`}{' '}
        {!isAll && others > 0 ? null : widest.untilOn === null ? 'without an end'
          : <>until <DayText day={widest.untilOn} /></>}
        {(isAll || others === 0) && widest.reason !== '' ? `: ${widest.reason}` : ''}
        {/[.!?]$/.test(widest.reason) ? ' ' : '. '}
        <Link to="/settings" search={{ section: 'safety' }}>Pauses</Link>
      </div>
    </section>
  )
}
