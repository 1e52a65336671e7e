// Downloads a list as CSV, as it is filtered; who may not sees the button and why.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Endpoint } from '#contract/endpoint.ts'
import { addressOf, type Given } from '../api.ts'
import { DeedButton } from './deed-button.tsx'
import { useWhyNot } from './session.tsx'

export function ExportButton<E extends Endpoint>({ endpoint, query, label }: {
  endpoint: E
  /** The filter of the list as it is shown; its pages are left out. */
  query?: Given<E>['query']
  label?: string
}) {
  const whyNot = useWhyNot(endpoint)
  const words = label ?? t`Export CSV`
  if (whyNot !== null) {
    return <DeedButton endpoint={endpoint} variant="default">{words}</DeedButton>
  }
  return (
    <Button variant="default" component="a" download leftSection={<IconDownload size={16} />}
      href={addressOf(endpoint, query === undefined ? {} : { query })}>
      {label ?? <Trans>Export CSV</Trans>}</Button>
  )
}
