// An address that leads nowhere.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from './empty-state.tsx'

export function NotFound() {
  return (
    <div className="page">
      <EmptyState icon={<IconMapOff size={22} />} title={t`There is nothing at this address`}
        action={<Anchor component={Link} to="/todo"><Trans>Go to To Do</Trans></Anchor>}>
        <Trans>
          The link may be old, or belong to an organization you are not working in now.
        </Trans>
      </EmptyState>
    </div>
  )
}
