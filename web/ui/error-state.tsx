// What is shown when something could not be read or done: what to do, a retry, the request id.
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { ApiProblem } from '../api.ts'

export function ErrorState({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <div className="note tone-bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div className="note-body">
        <div>{error.message}</div>
        <RequestId error={error} />
        {onRetry === undefined ? null : (
          <Button mt={8} size="compact-sm" variant="default" onClick={onRetry}
            leftSection={<IconRefresh size={14} />}><Trans>Try again</Trans></Button>
        )}
      </div>
    </div>
  )
}

/** The error of a deed, above its button; the typed text stays where it is. */
export const DeedError = ({ error }: { error: Error | null }) =>
  error === null ? null : <ErrorState error={error} />

function RequestId({ error }: { error: Error }) {
  if (!(error instanceof ApiProblem) || error.requestId === null) return null
  return <div className="tiny"
    style={{ marginTop: 2 }}><Trans>Request {error.requestId}</Trans></div>
}
