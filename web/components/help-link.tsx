// Help: always in the same place, opens the page that belongs to the screen one is on.
import { Trans } from '@lingui/react/macro'
import { IconHelp } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { helpFor } from './help-places.ts'

export function useHelpPage(): string {
  return useLocation({
    select: ({ pathname, search }) => {
      const section = 'section' in search ? search.section : undefined
      return pathname.startsWith('/help/') ? pathname.slice('/help/'.length)
        : helpFor(pathname, typeof section === 'string' ? section : undefined)
    },
  })
}

export function HelpLink() {
  const page = useHelpPage()
  return (
    <Link to="/help/$page" params={{ page }} className="nav-link">
      <IconHelp size={18} aria-hidden /><Trans>Help</Trans></Link>
  )
}
