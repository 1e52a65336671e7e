// Grey shapes of what is about to appear, so that nothing jumps when it does.
import { t } from '@lingui/core/macro'
import { Skeleton } from '@mantine/core'

export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div aria-busy="true" aria-label={t`Loading`} role="status">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} style={{ padding: '12px 14px', borderBottom: '1px solid var(--line)' }}>
          <Skeleton height={12} width={`${62 - (index % 3) * 12}%`} mb={8} />
          <Skeleton height={9} width={`${84 - (index % 4) * 14}%`} />
        </div>
      ))}
    </div>
  )
}

export function PageSkeleton() {
  return (
    <div className="page" aria-busy="true" role="status" aria-label={t`Loading`}>
      <Skeleton height={24} width={220} mb={20} />
      <Skeleton height={140} mb={16} radius="md" />
      <Skeleton height={320} radius="md" />
    </div>
  )
}
