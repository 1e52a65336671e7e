// Chooses a template; the server fills it in for this customer, in the customer's language.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { fillTemplate } from '#contract/drafts.ts'
import { listTemplates } from '#contract/workflows.ts'
import { call } from '../api.ts'
import { useRead } from '../queries.ts'
import { DeedError } from '../ui/error-state.tsx'
import { ListSkeleton } from '../ui/list-skeleton.tsx'
import type { DraftAnswer } from './drafts.ts'

type Filled = z.output<typeof fillTemplate.answer>

export function TemplatePicker({ draft, recipient, onFilled, onClose }: {
  draft: DraftAnswer; recipient: string | undefined; onFilled: (filled: Filled) => void
  onClose: () => void
}) {
  const [search, setSearch] = useState('')
  const templates = useRead(listTemplates, {})
  const fill = useMutation<Filled, Error, string>({
    mutationFn: async (templateId) => {
      const filled = await call(fillTemplate, {
        params: { templateId },
        body: { customerId: draft.customerId, ...(recipient ? { recipient } : {}) },
      })
      if (filled.problem !== null) throw new Error(filled.problem)
      return filled
    },
    onSuccess: onFilled,
  })
  const found = (templates.data?.items ?? []).filter(({ name, channel }) =>
    channel === draft.channel && name.toLowerCase().includes(search.trim().toLowerCase()))
  const [first] = found
  return (
    <Modal opened onClose={onClose} title={t`Put a template in`}
      closeButtonProps={{ 'aria-label': t`Close` }}>
      <TextInput label={t`Template`} value={search} data-autofocus placeholder={t`Type to narrow
        down`}
        onChange={(event) => setSearch(event.currentTarget.value)} onKeyDown={(event) => {
          if (event.key === 'Enter' && first) fill.mutate(first.id)
        }} />
      <DeedError error={fill.error ?? templates.error} />
      {templates.isPending ? <ListSkeleton rows={3} /> : null}
      <ul className="rows" style={{ marginTop: 8 }}>
        {found.map(({ id, name }) => (
          <li key={id}>
            <button type="button" className="row-link" disabled={fill.isPending}
              onClick={() => fill.mutate(id)}>{name}</button>
          </li>
        ))}
      </ul>
      {templates.data && found.length === 0
        ? <p className="dim small"><Trans>No template of this kind is called that.</Trans></p>
          : null}
    </Modal>
  )
}
