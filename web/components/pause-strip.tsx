// Tells on every page that the organization or whole workflows rest, and leads to where they end.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
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
    <section className="note tone-calm" aria-label={t`Paused`}
      style={{ borderRadius: 0, alignItems: 'center' }}>
      <IconPlayerPause size={16} aria-hidden />
      <div className="note-body">
        {isAll ? t`All collection is paused` : others === 0
          ? t`The workflow “${widest.subjectName}” is paused`
          : t`${pauses.length} workflows are paused`}{' '}
        {!isAll && others > 0 ? null : widest.untilOn === null ? t`without an end`
          : <><Trans>until <DayText day={widest.untilOn} /></Trans></>}
        {(isAll || others === 0) && widest.reason !== '' ? `: ${widest.reason}` : ''}
        {/[.!?]$/.test(widest.reason) ? ' ' : '. '}
        <Link to="/settings" search={{ section: 'safety' }}><Trans>Pauses</Trans></Link>
      </div>
    </section>
  )
}
