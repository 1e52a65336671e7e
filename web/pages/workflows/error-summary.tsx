// All that keeps a workflow from being saved, each with the way to its field.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { titleOf, type Edited } from './edited-workflow.ts'

const SHOWN = 6

export function ErrorSummary({ errors, edited, onGo }: {
  errors: Record<string, string>; edited: Edited; onGo: (field: string) => void
}) {
  const all = Object.entries(errors)
  if (all.length === 0) return null
  return (
    <section className="note tone-bad error-summary" aria-label={t`What needs a look`} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div className="note-body">
        <div className="strong">{all.length === 1 ? t`One field needs a look`
          : t`${all.length} fields need a look`}</div>
        <ul>
          {all.slice(0, SHOWN).map(([field, message]) => (
            <li key={field}>
              <Anchor component="button" type="button" size="sm" underline="always" c="inherit"
                ta="start" onClick={() => onGo(field)}>{placeOf(field, edited)}{message}</Anchor>
            </li>
          ))}
        </ul>
        {all.length > SHOWN ? <div
          className="tiny"><Trans>and {all.length - SHOWN} more</Trans></div> : null}
      </div>
    </section>
  )
}

function placeOf(field: string, { steps }: Edited): string {
  const [head, place] = field.split('.')
  const step = head === 'steps' ? steps[Number(place)] : undefined
  return step === undefined ? '' : t`Step ${Number(place) + 1}, ${titleOf(step)}: `
}
