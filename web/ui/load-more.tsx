// The end of a keyset list: reads the next page when asked.
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'

export function LoadMore({ pages }: {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  if (!pages.hasNextPage) return null
  return (
    <div style={{ padding: 12, textAlign: 'center' }}>
      <Button variant="default" size="xs" loading={pages.isFetchingNextPage}
        onClick={() => void pages.fetchNextPage()}><Trans>Show more</Trans></Button>
    </div>
  )
}
