// Takes a CSV file, dropped or chosen.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { sizeText } from '../../format.ts'

export function FileDrop({ file, isBusy, onFile, whyNot = null }: {
  file: { name: string; size: number } | null; isBusy: boolean; onFile: (file: File) => void
  /** Why no file can be given. */
  whyNot?: string | null
}) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped && whyNot === null) onFile(dropped)
  }
  return (
    <div className={`import-drop ${isOver ? 'import-drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <IconFileUpload size={24} aria-hidden style={{ color: 'var(--calm)' }} />
      <div className="small" style={{ margin: '6px 0 10px', overflowWrap: 'anywhere' }}>
        {file === null ? <Trans>Drop a CSV file here</Trans> : <><strong>{file.name}</strong>
          {` · ${sizeText(file.size)}`}</>}
      </div>
      <input ref={input} type="file" accept=".csv,.txt,.tsv,text/csv" hidden
        aria-label={t`CSV file`} onChange={(event) => {
          const chosen = event.currentTarget.files?.[0]
          if (chosen) onFile(chosen)
          // The same file chosen again is a new wish, after it was mended.
          event.currentTarget.value = ''
        }} />
      <Button variant="default" loading={isBusy} disabled={whyNot !== null}
        onClick={() => input.current?.click()}>
        {file === null ? <Trans>Choose a file</Trans> : <Trans>Choose another file</Trans>}</Button>
      {whyNot === null ? null : <p className="small dim" style={{ margin: '8px 0 0' }}>{whyNot}</p>}
    </div>
  )
}
