// Takes a CSV file, dropped or chosen.
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { sizeText } from '../../format.ts'

export function FileDrop({ file, isBusy, onFile }: {
  file: File | null; isBusy: boolean; onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped) onFile(dropped)
  }
  return (
    <div onDragOver={(event) => {
      event.preventDefault()
      setOver(true)
    }} onDragLeave={() => setOver(false)} onDrop={drop} style={{
      border: `1.5px dashed ${isOver ? 'var(--chosen-edge)' : 'var(--line-strong)'}`,
      background: isOver ? 'var(--chosen)' : 'var(--ground)', borderRadius: 10, padding: 22,
      textAlign: 'center',
    }}>
      <IconFileUpload size={24} aria-hidden style={{ color: 'var(--calm)' }} />
      <div className="small" style={{ margin: '6px 0 10px', overflowWrap: 'anywhere' }}>
        {file === null ? t`Drop a CSV file here` : <><strong>{file.name}</strong>
          {` · ${sizeText(file.size)}`}</>}
      </div>
      <input ref={input} type="file" accept=".csv,.txt,.tsv,text/csv" aria-label={t`CSV file`}
        hidden
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0]
          if (chosen) onFile(chosen)
          // The same file chosen again is a new wish, after it was mended.
          event.currentTarget.value = ''
        }} />
      <Button variant="default" loading={isBusy} onClick={() => input.current?.click()}>
        {isBusy ? t`Reading` : file === null ? t`Choose a file` : t`Choose another file`}</Button>
    </div>
  )
}
