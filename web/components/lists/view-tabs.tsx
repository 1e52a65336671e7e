// Saved views of a list as tabs, and what may be done with them.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconBookmarkPlus, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { createView, deleteView, listViews, saveLook, saveView } from '#contract/views.ts'
import { useDeed } from '../../queries.ts'
import { TabLinks } from '../../ui/tab-links.tsx'
import { toast, toastProblem, toastUndo } from '../../ui/toast.tsx'
import { isSame, type Params } from './list-params.ts'
import { ViewDialog } from './view-dialog.tsx'

export type Views = AnswerOf<typeof listViews>
type View = Views['items'][number]
/** The list as it is without a view. */
export const ALL = 'all'

export function ViewTabs({ list, views, active, params, plain, onGo }: {
  list: 'customers' | 'invoices'
  views: Views
  /** The view that the address names. */
  active: string
  params: Params
  /** The tabs that are always there; each is a filter. */
  plain: readonly { name: string; label: string; params: Params }[]
  onGo: (params: Params, view: string) => void
}) {
  const [dialog, setDialog] = useState<'new' | 'rename' | null>(null)
  const view = views.items.find(({ id }) => id === active) ?? null
  const isChanged = view !== null && !isSame(view.filter, params)
  const save = useDeed(saveView, () => toast(t`The view was saved.`))
  const isPlain = plain.some((one) => isSame(one.params, params))
  return (
    <div className="view-line">
      <TabLinks label={t`Views`} active={active} tabs={[
        ...plain.map(({ name, label }) => ({ name, label })),
        ...views.items.map(({ id, name }) => ({ name: id, label: name })),
      ]} onChange={(name) => {
        const chosen = views.items.find(({ id }) => id === name)
        onGo(chosen?.filter ?? plain.find((one) => one.name === name)?.params ?? {}, name)
      }} />
      <span className="view-deeds">
        {view !== null && isChanged ? (
          <Button size="compact-sm" variant="default" loading={save.isPending}
            onClick={() => save.mutate({ params: { viewId: view.id }, body: { filter: params } },
              { onError: toastProblem })}><Trans>Save the changes</Trans></Button>
        ) : null}
        {(view === null && !isPlain) || isChanged ? (
          <Button size="compact-sm" variant="subtle" leftSection={<IconBookmarkPlus size={15} />}
            onClick={() => setDialog('new')}><Trans>Save as a view</Trans></Button>
        ) : null}
        {view === null ? null : <ViewMenu view={view} list={list} views={views}
          onRename={() => setDialog('rename')} onGone={() => onGo({}, ALL)} />}
      </span>
      {dialog === null ? null : (
        <ViewDialog list={list} params={params} view={dialog === 'rename' ? view : null}
          onClose={() => setDialog(null)} onSaved={(saved) => {
            setDialog(null)
            onGo(saved.filter, saved.id)
          }} />
      )}
    </div>
  )
}

function ViewMenu({ view, list, views, onRename, onGone }: {
  view: View; list: 'customers' | 'invoices'; views: Views
  onRename: () => void; onGone: () => void
}) {
  const share = useDeed(saveView, ({ isShared }) =>
    toast(isShared ? t`Everybody sees this view now.` : t`Only you see this view now.`))
  const look = useDeed(saveLook, ({ defaultViewId }) =>
    toast(defaultViewId === null ? t`The plain list opens first.` : t`This view opens first.`))
  const again = useDeed(createView)
  const remove = useDeed(deleteView, () => {
    onGone()
    const { name, filter, isShared } = view
    toastUndo(t`The view “${name}” was deleted.`,
      () => again.mutate({ body: { list, name, filter, isShared } }, { onError: toastProblem }))
  })
  const isDefault = views.look.defaultViewId === view.id
  const onError = toastProblem
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t`This view`}>
          <IconDots size={17} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename}><Trans>Rename…</Trans></Menu.Item>
        <Menu.Item onClick={() => share.mutate({ params: { viewId: view.id },
          body: { isShared: !view.isShared } }, { onError })}>
          {view.isShared ? t`Keep it for yourself` : t`Share with everybody`}</Menu.Item>
        <Menu.Item onClick={() => look.mutate({ params: { list },
          body: { defaultViewId: isDefault ? null : view.id } }, { onError })}>
          {isDefault ? t`Do not open it first` : t`Open it first`}</Menu.Item>
        <Menu.Item onClick={() => void navigator.clipboard.writeText(location.href)
          .then(() => toast(t`The link was copied.`))}><Trans>Copy the link</Trans></Menu.Item>
        <Menu.Item color="red" onClick={() => remove.mutate({ params: { viewId: view.id } },
          { onError })}><Trans>Delete</Trans></Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
