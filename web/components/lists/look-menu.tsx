// Which columns of a list one sees, in what order it stands, and how close its rows are.
import { Button, Checkbox, NativeSelect, Popover, SegmentedControl, Stack } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconColumns3 } from '@tabler/icons-react'
import { listViews, saveLook } from '#contract/views.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { toastProblem } from '../../ui/toast.tsx'
import type { Views } from './view-tabs.tsx'

export interface Column {
  name: string
  label: string
  /** Of the grid. */
  width: string
  /** What a press on its head orders by. */
  sort?: string
  isRight?: boolean
  isUsual?: boolean
}

export function LookMenu({ list, look, columns }: {
  list: 'customers' | 'invoices'; look: Views['look']; columns: readonly Column[]
}) {
  const save = useDeed(saveLook)
  const shown = shownColumns(columns, look).map(({ name }) => name)
  // Seen at once; the server only keeps it.
  const put = (body: Partial<Views['look']>) => {
    queryClient.setQueryData<Views>([listViews.path, { query: { list } }], (before) =>
      (before ? { ...before, look: { ...before.look, ...body } } : before))
    save.mutate({ params: { list }, body }, { onError: toastProblem })
  }
  const toggle = (name: string) => put({ columns: columns.filter((one) =>
    (one.name === name ? !shown.includes(name) : shown.includes(one.name)))
    .map((one) => one.name) })
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns3 size={16} />}>
          <Trans>Columns</Trans></Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Columns`}>
        <Stack gap="sm">
          {columns.slice(1).map(({ name, label }) => (
            <Checkbox key={name} label={label} checked={shown.includes(name)}
              onChange={() => toggle(name)} />
          ))}
          <SegmentedControl size="xs" aria-label={t`Height of rows`} value={look.density}
            data={[{ value: 'normal', label: t`Roomy` }, { value: 'compact', label: t`Compact` }]}
            onChange={(value) => put({ density: value === 'compact' ? 'compact' : 'normal' })} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The first column is the row's name and always there. */
export const shownColumns = (columns: readonly Column[], look: Views['look']) =>
  columns.filter((column, place) => place === 0
    || (look.columns === null ? column.isUsual : look.columns.includes(column.name)))

export function SortSelect({ value, onChange, options }: {
  value: string; onChange: (sort: string) => void
  options: readonly { value: string; label: string }[]
}) {
  return <NativeSelect size="sm" aria-label={t`Sort by`} value={value} data={[...options]}
    onChange={(event) => onChange(event.currentTarget.value)} />
}
