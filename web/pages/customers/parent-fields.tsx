// To which company a customer belongs, and whether both are collected together.
import { t } from '@lingui/core/macro'
import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CollectAt } from '#domain/customer-tree.ts'
import { CustomerPicker } from '../../components/customer-picker.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

interface Place { parentId: string | null; collectAt: CollectAt }

export function ParentFields({ customer, values, error, onChange }: {
  customer: CustomerAnswer | undefined; values: Place; error: ReactNode
  onChange: (given: Partial<Place>) => void
}) {
  const { parentId, collectAt } = values
  const known = customer?.family.find(({ id }) => id === parentId) ?? null
  return (
    <>
      <CustomerPicker label={t`Belongs to`} value={parentId} known={known} exceptId={customer?.id}
        placeholder={t`No parent company`} error={error}
        onChange={(id) => onChange({ parentId: id })} />
      {parentId === null ? null : (
        <Radio.Group label={t`Its invoices are asked for`} value={collectAt}
          onChange={(value) => onChange({ collectAt: value === 'parent' ? 'parent' : 'itself' })}>
          <Stack gap={6} mt={6}>
            <Radio value="itself" label={t`At itself`} />
            <Radio value="parent" label={t`Together with its parent`}
              description={t`The parent’s workflow asks for both; an answer of either halts
              both.`} />
          </Stack>
        </Radio.Group>
      )}
    </>
  )
}
