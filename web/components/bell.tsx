// The bell: how much of what one was told is not read yet; it opens the panel.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { countNotifications } from '#contract/notifications.ts'
import { useRead } from '../queries.ts'
import './notices.css'

export function Bell({ onOpen, isIcon = false }: { onOpen: () => void; isIcon?: boolean }) {
  const unread = useRead(countNotifications, {}, { isLive: true }).data?.unread ?? 0
  const label = unread === 0 ? t`Notifications` : t`Notifications, ${unread} unread`
  const count = unread === 0 ? null
    : <span className="count count-hot">{unread > 99 ? '99+' : unread}</span>
  if (isIcon) {
    return (
      <ActionIcon size="lg" aria-label={label} onClick={onOpen} className="bell-icon">
        <IconBell size={20} />{count}
      </ActionIcon>
    )
  }
  return (
    <button type="button" className="nav-link nav-button" aria-label={label} onClick={onOpen}>
      <IconBell size={18} aria-hidden /><Trans>Notifications{count}</Trans>
    </button>
  )
}
