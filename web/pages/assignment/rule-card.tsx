// One rule in the order: a line that reads as a sentence, or open with its fields.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Menu, Button, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash } from
  '@tabler/icons-react'
import { useState } from 'react'
import { useSession } from '../../components/session.tsx'
import {
  FIELD_NAMES, FIELDS, newFilter, problemOf, ruleText, type EditedRule, type Filter,
} from './edited-rules.ts'
import { FilterField } from './filter-field.tsx'

interface Props {
  rule: EditedRule
  place: number
  count: number
  workflows: readonly { id: string; name: string }[]
  isOpen: boolean
  /** Problems are told once somebody tried to save. */
  isChecked: boolean
  onToggle: () => void
  onChange: (part: Partial<EditedRule>) => void
  /** From its own place, unless another one was dropped here. */
  onMove: (to: number, from?: number) => void
  onRemove: () => void
}

export function RuleCard(props: Props) {
  const { rule, place, count, workflows, isOpen, isChecked } = props
  const { nameOf } = useSession()
  const [isOver, setOver] = useState(false)
  const workflow = workflows.find(({ id }) => id === rule.workflowId)
  const problem = isChecked ? problemOf(rule) : null
  return (
    <li className={`rule ${isOver ? 'rule-over' : ''} ${problem ? 'rule-wrong' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }} onDragLeave={() => setOver(false)} onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const from = Number(event.dataTransfer.getData('text/plain'))
        if (Number.isInteger(from)) props.onMove(place, from)
      }}>
      <div className="rule-head">
        <span className="rule-grip" draggable aria-hidden title={t`Drag to another place`}
          onDragStart={(event) => event.dataTransfer.setData('text/plain', String(place))}>
          <IconGripVertical size={16} /></span>
        <button type="button" className="rule-toggle" aria-expanded={isOpen}
          onClick={props.onToggle}>
          <span className="strong clamp-1">{place + 1}. {rule.name}</span>
          <span className="small clamp-2">{ruleText(rule, nameOf)}</span>
          <span className="small dim clamp-1">→ {workflow?.name ?? t`no workflow chosen yet`}</span>
          {problem === null ? null : <span className="small rule-problem">{problem}</span>}
        </button>
        <span className="rule-deeds">
          <ActionIcon variant="subtle" color="gray" disabled={place === 0}
            aria-label={t`Move ${rule.name} up`} onClick={() => props.onMove(place - 1)}>
            <IconArrowUp size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={place === count - 1}
            aria-label={t`Move ${rule.name} down`} onClick={() => props.onMove(place + 1)}>
            <IconArrowDown size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t`Remove ${rule.name}`}
            onClick={props.onRemove}><IconTrash size={16} /></ActionIcon>
        </span>
      </div>
      {isOpen ? <Fields {...props} /> : null}
    </li>
  )
}

function Fields({ rule, workflows, onChange }: Props) {
  const { currency } = useSession().me.organization
  const setFilter = (at: number, filter: Filter | null) => onChange({
    filters: rule.filters.flatMap((one, place) =>
      (place !== at ? [one] : filter === null ? [] : [filter])),
  })
  return (
    <div className="rule-form">
      <TextInput label={t`Name`} value={rule.name} maxLength={100}
        onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <Select label={t`Follows the workflow`} value={rule.workflowId} placeholder={t`Choose`}
        data={workflows.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(workflowId) => onChange({ workflowId })} />
      <div className="whole stack" style={{ gap: 10 }}>
        {rule.filters.length === 0 ? (
          <p className="dim small" style={{ margin: 0 }}>
            <Trans>Without a filter it fits everybody that no rule above has taken.</Trans></p>
        ) : null}
        {rule.filters.map((filter, place) => (
          <FilterField key={`${filter.field} ${place}`} filter={filter}
            onChange={(changed) => setFilter(place, changed)}
            onRemove={() => setFilter(place, null)} />
        ))}
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />}
              style={{ alignSelf: 'flex-start' }}>
              {rule.filters.length === 0 ? t`Add a filter` : t`And …`}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {FIELD_NAMES.map((field) => (
              <Menu.Item key={field} onClick={() => onChange({
                filters: [...rule.filters, newFilter(field, currency)],
              })}>{FIELDS[field]}</Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  )
}
