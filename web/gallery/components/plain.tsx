// Gallery: the components that know nothing of our field.
import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { ApiProblem } from '../../api.ts'
import { DayField } from '../../ui/day-field.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { KeyHint, Keys } from '../../ui/key-hint.tsx'
import { ListSkeleton, PageSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { NewPill } from '../../ui/new-pill.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { OrderedChoice } from '../../ui/ordered-choice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import { UnsavedGuard } from '../../ui/unsaved-guard.tsx'
import { toast, toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { ComponentEntry } from '../entry.ts'
import { LONG, TODAY } from '../sample-words.ts'

const nothing = () => undefined
const entry = (
  name: string, files: readonly string[], render: ComponentEntry['render'],
): ComponentEntry => ({ of: 'component', name, files: files.map((file) => `ui/${file}`), render })

const problem = new ApiProblem({
  status: 500, code: 'internal', detail: `It could not be saved. ${LONG}`,
  requestId: '0197f2c4-1d1b-7a55-9a41-2f8a6c0d3e11',
})

export const PLAIN: readonly ComponentEntry[] = [
  entry('day field', ['day-field'], () => (
    <div className="stack">
      <DayField label="Until" value={TODAY} onChange={nothing} isClearable />
      <DayField label="From" value={null} onChange={nothing} required error="Choose a day."
        description="The first day on which it rests." />
    </div>
  )),
  entry('empty state', ['empty-state'], () => (
    <EmptyState icon={<IconInbox size={22} />} title="Nothing waits"
      action={<Button>Begin</Button>}>
      {LONG}
    </EmptyState>
  )),
  entry('error state', ['error-state'], () => (
    <div className="stack">
      <ErrorState error={problem} onRetry={nothing} /><DeedError error={new Error('Too long.')} />
    </div>
  )),
  entry('facts', ['facts'], () => <Facts facts={[['From', 'Mara'], ['To', LONG]]} />),
  entry('form dialog', ['form-dialog'], () => (
    <FormDialog title={LONG} onClose={nothing} onSubmit={nothing} error={problem} isBusy={false}
      save="Save" whyNot="Enter an amount first.">
      <DayField label="Until" value={TODAY} onChange={nothing} />
    </FormDialog>
  )),
  entry('key hint', ['key-hint'], () => (
    <p><Button>Done <KeyHint shortcut="palette" /></Button> <Keys keys="mod+k" /></p>
  )),
  entry('list skeleton', ['list-skeleton'], () => <ListSkeleton />),
  entry('page skeleton', ['list-skeleton'], () => <PageSkeleton />),
  entry('load more', ['load-more'], () => (
    <LoadMore pages={{ hasNextPage: true, isFetchingNextPage: false, fetchNextPage: nothing }} />
  )),
  entry('new pill', ['new-pill'], () => <NewPill count={1_240} onShow={nothing} />),
  entry('unsaved guard', ['unsaved-guard'], () => <UnsavedGuard isDirty={false} />),
  entry('not found', ['not-found'], () => <NotFound />),
  entry('ordered choice', ['ordered-choice'], () => (
    <OrderedChoice label="Who gets it" value={['a', 'b']} onChange={nothing} most={4}
      data={[{ value: 'a', label: 'Accounts' }, { value: 'b', label: LONG },
        { value: 'c', label: 'Director' }]} />
  )),
  entry('page header', ['page-header'], () => (
    <PageHeader title={LONG} about={LONG} windowTitle="Gallery"><Button>Begin</Button></PageHeader>
  )),
  entry('search field', ['search-field'], () => (
    <SearchField label="Search" value="" onChange={nothing} placeholder="Name or number" />
  )),
  entry('tabs', ['tab-links'], () => (
    <TabLinks label="Lists" active="one" onChange={nothing} tabs={[
      { name: 'one', label: 'Replies', count: 12 }, { name: 'two', label: 'A tab of many words' },
      { name: 'three', label: 'Needs check', count: 1_240 }]} />
  )),
  entry('toasts', ['toast'], () => (
    <Button onClick={() => {
      toast('Saved')
      toastProblem(problem)
      toastUndo('Skipped', nothing)
    }} ref={(button) => button?.click()}>Show them</Button>
  )),
]
