// “3 new”: what has come above a list that is being read; it is shown when asked for.
import { t } from '@lingui/core/macro'
import { Plural } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'

export function NewPill({ count, onShow }: { count: number; onShow: () => void }) {
  if (count === 0) return null
  return (
    <div role="status" style={{ display: 'flex', justifyContent: 'center', padding: 6 }}>
      <Button size="compact-sm" radius="xl" leftSection={<IconArrowUp size={14} />}
        aria-label={t`Show what is new`} onClick={onShow}>
        <Plural value={count} one="# new" other="# new" /></Button>
    </div>
  )
}
