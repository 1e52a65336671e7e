// A text to be copied, with its button.
import { t } from '@lingui/core/macro'
import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'

export function Copied({ text }: { text: string }) {
  return (
    <div className="way-copy">
      <code>{text}</code>
      <Copy text={text} />
    </div>
  )
}

export const Copy = ({ text, label = t`Copy` }: { text: string; label?: string }) => (
  <CopyButton value={text}>
    {({ copied, copy }) => (
      <Button size="compact-sm" variant="default" onClick={copy} style={{ flex: 'none' }}
        leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}>
        {copied ? t`Copied` : label}</Button>
    )}
  </CopyButton>
)
