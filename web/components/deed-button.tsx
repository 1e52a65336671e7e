// A button for a deed: one that may not be pressed stays visible and says why.
import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ComponentPropsWithoutRef } from 'react'
import type { Endpoint } from '#contract/endpoint.ts'
import { useWhyNot } from './session.tsx'

type Props = ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & {
  endpoint: Endpoint
  /** Another reason why it may not be pressed now. */
  whyNot?: string | null
}

export function DeedButton({ endpoint, whyNot = null, children, ...props }: Props) {
  const roleReason = useWhyNot(endpoint)
  const reason = roleReason ?? whyNot
  if (reason === null) return <Button {...props}>{children}</Button>
  return (
    <Tooltip label={reason} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Button {...props} data-disabled aria-disabled="true" aria-description={reason}
        onClick={(event) => event.preventDefault()}>{children}</Button>
    </Tooltip>
  )
}
