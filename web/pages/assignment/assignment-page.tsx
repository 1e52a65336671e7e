// Assignment rules: in order, the first that fits says which workflow a new one follows.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { IconArrowsSplit, IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { listRules, saveRules } from '#contract/assignment.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useShortcut } from '../../keys.ts'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { toast, toastUndo } from '../../ui/toast.tsx'
import { editedFrom, movedRule, newRule, wishesOf, type EditedRule } from './edited-rules.ts'
import { RuleCard } from './rule-card.tsx'
import { RulePreview } from './rule-preview.tsx'
import './assignment.css'

type Level = 'customer' | 'invoice'
const route = getRouteApi('/app/assignment-rules')

export function AssignmentPage() {
  const level: Level = route.useSearch().level ?? 'customer'
  const read = useRead(listRules, { query: { level } })
  if (read.error && !read.data) {
    return <div className="page page-narrow">
      <ErrorState error={read.error} onRetry={() => void read.refetch()} /></div>
  }
  if (!read.data) return <PageSkeleton />
  return <Editor key={level} level={level} first={editedFrom(read.data.items)} />
}

function Editor({ level, first }: { level: Level; first: EditedRule[] }) {
  const navigate = route.useNavigate()
  const [rules, setRules] = useState(first)
  const [isDirty, setDirty] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const save = useDeed(saveRules, ({ items }) => {
    setRules(editedFrom(items))
    setDirty(false)
    toast(t`The rules are saved. Nobody was moved: new ones follow them from now on.`)
  })
  const change = (next: EditedRule[]) => {
    setRules(next)
    setDirty(true)
  }
  const saveNow = () => {
    const wishes = wishesOf(rules)
    setChecked(true)
    if (wishes !== null) save.mutate({ body: { level, rules: wishes } })
  }
  useShortcut('save', saveNow, isDirty)
  return (
    <div className="page">
      <PageHeader title={t`Assignment rules`} windowTitle={t`Assignment rules`}
        about={t`The first rule that fits decides which workflow a new one follows. What a person
        chose stays; without a fitting rule the default applies.`}>
        <DeedButton endpoint={saveRules} loading={save.isPending} onClick={saveNow}
          rightSection={<KeyHint shortcut="save" />}
          whyNot={isDirty ? null : t`Nothing has changed since they were saved.`}><Trans>Save
            rules</Trans></DeedButton>
      </PageHeader>
      <SegmentedControl size="xs" aria-label={t`Level`} value={level} mb="md"
        data={[{ value: 'customer', label: t`For customers` },
          { value: 'invoice', label: t`For invoices` }]}
        onChange={(value) => void navigate({
          search: { level: value === 'invoice' ? 'invoice' : undefined },
        })} />
      <div className="aside-split rules-split">
        <div className="stack">
          <DeedError error={save.error} />
          <RuleList level={level} rules={rules} isChecked={isChecked} onChange={change} />
        </div>
        <aside aria-label={t`Preview`}>
          <RulePreview level={level} rules={rules} isDirty={isDirty} />
        </aside>
      </div>
    </div>
  )
}

function RuleList({ level, rules, isChecked, onChange }: {
  level: Level; rules: EditedRule[]; isChecked: boolean; onChange: (rules: EditedRule[]) => void
}) {
  const [openKey, setOpenKey] = useState<string | null>(null)
  const workflows = useRead(listWorkflows).data?.items.filter((one) =>
    one.level === level && one.published !== null && !one.isArchived) ?? []
  const openAt = rules.findIndex(({ key }) => key === openKey)
  const move = (from: number, to: number) => onChange(movedRule(rules, from, to))
  useShortcut('stepUp', () => move(openAt, openAt - 1), openAt > 0)
  useShortcut('stepDown', () => move(openAt, openAt + 1),
    openAt >= 0 && openAt < rules.length - 1)
  const add = () => {
    const rule = newRule(rules.length)
    onChange([...rules, rule])
    setOpenKey(rule.key)
  }
  const button = <DeedButton endpoint={saveRules} variant="default" onClick={add}
    leftSection={<IconPlus size={16} />} style={{ alignSelf: 'flex-start' }}
    whyNot={rules.length >= 200 ? t`There are 200 rules; merge some first.` : null}>
    <Trans>Add rule</Trans></DeedButton>
  if (rules.length === 0) {
    return (
      <div className="card"><EmptyState icon={<IconArrowsSplit size={22} />} title={t`No rules yet`}
        action={button}>
        <Trans>Without rules every new {level} follows the default workflow. A rule can send those
          of a country, an owner or above an amount elsewhere.</Trans>
      </EmptyState></div>
    )
  }
  return (
    <>
      <ol className="rules" aria-label={t`Rules in order`}>
        {rules.map((rule, place) => (
          <RuleCard key={rule.key} rule={rule} place={place} count={rules.length}
            workflows={workflows} isChecked={isChecked} isOpen={rule.key === openKey}
            onToggle={() => setOpenKey(rule.key === openKey ? null : rule.key)}
            onChange={(part) => onChange(rules.map((one) =>
              (one.key === rule.key ? { ...one, ...part } : one)))}
            onMove={(to, from = place) => move(from, to)}
            onRemove={() => {
              onChange(rules.filter((one) => one.key !== rule.key))
              toastUndo(t`“${rule.name}” was removed.`, () => onChange(rules))
            }} />
        ))}
      </ol>
      {button}
    </>
  )
}
