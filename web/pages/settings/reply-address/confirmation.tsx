// Step 4: the provider's question whether mail may be forwarded, with its code and its link.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { z } from 'zod'
import type { ReplyAddressSetup } from '#contract/ways-in.ts'
import { When } from '../../../components/times.tsx'
import { Copy } from './copied.tsx'
import { Step } from './step.tsx'

type Setup = z.output<typeof ReplyAddressSetup>

export function Confirmation({ setup, number, isConfirmed }: {
  setup: Setup
  number: number
  /** The test has come back over it. */
  isConfirmed: boolean
}) {
  const { confirmation } = setup
  if (confirmation === null) {
    return (
      <Step number={number} standing={isConfirmed ? 'done' : 'waiting'}
        title={t`Confirm the forwarding`}>
        <div className="small dim">
          {isConfirmed ? t`Mail arrives, so nothing has to be confirmed.`
            : t`The provider’s question will appear here by itself. It usually takes a minute.`}
        </div>
      </Step>
    )
  }
  const asked = confirmation.mailbox ?? t`A mailbox`
  if (isConfirmed) {
    return (
      <Step number={number} standing="done" title={t`Confirm the forwarding`}>
        <div className="small dim"><Trans>{asked} asked</Trans> <When
          at={confirmation.receivedAt} /><Trans>, and
          mail arrives.</Trans></div>
      </Step>
    )
  }
  const isOther = setup.replyAddress !== null && confirmation.mailbox !== null
    && confirmation.mailbox !== setup.replyAddress.address
  return (
    <Step number={number} standing={isOther ? 'warn' : 'waiting'}
      title={t`Confirm the forwarding`}>
      <div className="small">
        <Trans><span className="strong">{asked}</span> asked to forward its mail here,</Trans>{' '}
        <When at={confirmation.receivedAt} />.{' '}
        {isOther ? t`That is not the mailbox of step 1. If nobody of you asked, leave it alone.`
          : null}
      </div>
      {confirmation.code === null ? null : (
        <Group gap="sm">
          <span className="way-code">{spaced(confirmation.code)}</span>
          <Copy text={confirmation.code} label={t`Copy the code`} />
        </Group>
      )}
      {confirmation.link === null ? null : (
        <Group gap="xs">
          <Button component="a" href={confirmation.link} target="_blank" size="compact-sm"
            rel="noopener noreferrer nofollow" variant={isOther ? 'default' : 'filled'}
            rightSection={<IconExternalLink size={14} />}>
            <Trans>Open the provider’s page</Trans></Button>
          <span className="tiny dim">{new URL(confirmation.link).host}</span>
        </Group>
      )}
      <div className="tiny dim" style={{ maxWidth: '60ch' }}>
        <Trans>{confirmation.code === null
          ? t`Press Confirm on that page.`
          : t`Enter the code where you added the forwarding address, or press Confirm on that
          page.`}
        {' '}Duebox never opens it, and only admins see this.</Trans>
      </div>
    </Step>
  )
}

const spaced = (code: string): string => code.replace(/(\d{3})(?=\d)/g, '$1 ')
