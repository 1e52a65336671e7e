// Names a view that is made, or renamed, and says who sees it.
import { Switch, TextInput } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { createView, saveView } from '#contract/views.ts'
import { useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import type { Params } from './list-params.ts'

type View = AnswerOf<typeof createView>

export function ViewDialog({ list, params, view, onClose, onSaved }: {
  list: 'customers' | 'invoices'
  params: Params
  /** One that is renamed; null: a new one. */
  view: View | null
  onClose: () => void
  onSaved: (view: View) => void
}) {
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const create = useDeed(createView, onSaved)
  const save = useDeed(saveView, onSaved)
  const error = create.error ?? save.error
  const fields = error ? problemFields(error) : {}
  return (
    <FormDialog onClose={onClose} title={view ? t`Rename the view` : t`Save as a view`}
      error={error} isBusy={create.isPending || save.isPending}
      save={t`Save`} whyNot={name.trim() === '' ? t`Give it a name.` : null}
      onSubmit={() => (view
        ? save.mutate({ params: { viewId: view.id }, body: { name: name.trim(), isShared } })
        : create.mutate({ body: { list, name: name.trim(), filter: params, isShared } }))}>
      <TextInput label={t`Name`} value={name} maxLength={60} required data-autofocus
        error={fields['name']} onChange={(event) => setName(event.currentTarget.value)} />
      <Switch label={t`Everybody here sees it`} checked={isShared}
        onChange={(event) => setShared(event.currentTarget.checked)} />
    </FormDialog>
  )
}
