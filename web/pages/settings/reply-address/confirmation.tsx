// Step 4: the provider's question whether mail may be forwarded, with its code and its link.
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
        title="Confirm the forwarding">
        <div className="small dim">
          {isConfirmed ? 'Mail arrives, so nothing has to be confirmed.'
            : 'The provider’s question will appear here by itself. It usually takes a minute.'}
        </div>
      </Step>
    )
  }
  const asked = confirmation.mailbox ?? 'A mailbox'
  if (isConfirmed) {
    return (
      <Step number={number} standing="done" title="Confirm the forwarding">
        <div className="small dim">{asked} asked <When at={confirmation.receivedAt} />, and
          mail arrives.</div>
      </Step>
    )
  }
  const isOther = setup.replyAddress !== null && confirmation.mailbox !== null
    && confirmation.mailbox !== setup.replyAddress.address
  return (
    <Step number={number} standing={isOther ? 'warn' : 'waiting'}
      title="Confirm the forwarding">
      <div className="small">
        <span className="strong">{asked}</span> asked to forward its mail here,{' '}
        <When at={confirmation.receivedAt} />.
        {isOther ? ' That is not the mailbox of step 1. If nobody of you asked, leave it alone.'
          : null}
      </div>
      {confirmation.code === null ? null : (
        <Group gap="sm">
          <span className="way-code">{spaced(confirmation.code)}</span>
          <Copy text={confirmation.code} label="Copy the code" />
        </Group>
      )}
      {confirmation.link === null ? null : (
        <Group gap="xs">
          <Button component="a" href={confirmation.link} target="_blank" size="compact-sm"
            rel="noopener noreferrer nofollow" variant={isOther ? 'default' : 'filled'}
            rightSection={<IconExternalLink size={14} />}>
            Open the provider’s page</Button>
          <span className="tiny dim">{new URL(confirmation.link).host}</span>
        </Group>
      )}
      <div className="tiny dim" style={{ maxWidth: '60ch' }}>
        {confirmation.code === null
          ? 'Press Confirm on that page.'
          : 'Enter the code where you added the forwarding address, or press Confirm on that page.'}
        {' '}Duebox never opens it, and only admins see this.
      </div>
    </Step>
  )
}

const spaced = (code: string): string => code.replace(/(\d{3})(?=\d)/g, '$1 ')
