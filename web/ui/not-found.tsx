// An address that leads nowhere.
import { Anchor } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from './empty-state.tsx'

export function NotFound() {
  return (
    <div className="page">
      <EmptyState icon={<IconMapOff size={22} />} title="There is nothing at this address"
        action={<Anchor component={Link} to="/todo">Go to To Do</Anchor>}>
        The link may be old, or belong to an organization you are not working in now.
      </EmptyState>
    </div>
  )
}
