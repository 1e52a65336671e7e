// The upload: how much is here, and how to go on when it was cut.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Progress } from '@mantine/core'
import { sizeText } from '../../format.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { FileDrop } from './file-drop.tsx'
import type { InHand } from './import-words.ts'
import { upload, useUpload } from './uploads.ts'

export function UploadStep({ now }: { now: InHand }) {
  const running = useUpload(now.id)
  const percent = now.sizeBytes === 0 ? 0 : Math.floor((now.receivedBytes / now.sizeBytes) * 100)
  const [received, size] = [sizeText(now.receivedBytes), sizeText(now.sizeBytes)]
  const isReading = now.receivedBytes === now.sizeBytes
  return (
    <section className="card stack" style={{ gap: 14 }} aria-live="polite">
      <h2 className="card-title" style={{ margin: 0 }}>
        {isReading ? <Trans>Reading the file</Trans> : <Trans>Uploading</Trans>}</h2>
      <Progress value={percent} size="lg" animated={running?.isBusy ?? false}
        aria-label={t`${percent} % are here`} />
      <p className="small dim" style={{ margin: 0 }}>
        {isReading ? <Trans>Every row is read once, for its dates and amounts.</Trans>
          : <Trans>{received} of {size} are here</Trans>}</p>
      <DeedError error={running?.error ?? null} />
      {running?.error ? (
        <div><Button onClick={() => void upload(now, running.file)}>
          <Trans>Go on</Trans></Button></div>
      ) : null}
      {running === null && !isReading ? (
        <>
          <p className="small" style={{ margin: 0 }}>
            <Trans>The upload was left. Choose the same file again, and it goes on from
              here.</Trans>
          </p>
          <FileDrop file={null} isBusy={false} onFile={(file) => void upload(now, file)} />
        </>
      ) : null}
    </section>
  )
}
