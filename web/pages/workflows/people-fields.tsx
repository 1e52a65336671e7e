// Who does a step, in whose name, whom it reaches, what goes along, and what if nobody is reached.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Select, TagsInput } from '@mantine/core'
import { defaultRemedies, REMEDIES } from '#domain/workflow.ts'
import { channelWord } from '../../components/statuses.tsx'
import { useSession } from '../../components/session.tsx'
import { OrderedChoice } from '../../ui/ordered-choice.tsx'
import type { EditedStep } from './edited-workflow.ts'
import { fieldId, type StepFieldProps } from './step-field.tsx'

type Owner = EditedStep['owners'][number]
const ROLES = ['collector', 'manager', 'admin'] as const
const ACCOUNT_OWNER = { value: 'account_owner', label: t`The customer’s owner` }
const POSITIONS = ['accountant', 'payer', 'manager', 'director']

function usePeople() {
  const { members } = useSession()
  const people = members.filter(({ isActive }) => isActive)
    .map(({ userId, name }) => ({ value: `user ${userId}`, label: name }))
  const gone = members.filter(({ isActive }) => !isActive)
    .map(({ userId, name }) => ({ value: `user ${userId}`, label: t`${name} (left)` }))
  return { people, gone }
}

export function OwnersField({ step, errorOf, onChange }: StepFieldProps) {
  const { people, gone } = usePeople()
  const value = step.owners.map(ownerText)
  return (
    <OrderedChoice label={t`Done by`} value={value} atLeast={1} most={10}
      id={fieldId(step.id, 'owners')} error={anyOf(errorOf, 'owners', step.owners.length)}
      data={[ACCOUNT_OWNER, ...people, ...ROLES.map((role) =>
        ({ value: `role ${role}`, label: t`Any ${role}` })),
        ...gone.filter((one) => value.includes(one.value))]}
      {...(value.length > 1 ? { description: t`The first who is there on the day.` } : {})}
      onChange={(owners) => onChange({ owners: owners.map(ownerOf) })} />
  )
}

const ownerText = (owner: Owner): string => (owner.kind === 'user' ? `user ${owner.userId}`
  : owner.kind === 'role' ? `role ${owner.role}` : owner.kind)

function ownerOf(text: string): Owner {
  const [kind, ...rest] = text.split(' ')
  const name = rest.join(' ')
  if (kind === 'user') return { kind, userId: name }
  return kind === 'role' ? { kind, role: name } : { kind: 'account_owner' }
}

/** An error at one of several stands at the field of all. */
const anyOf = (errorOf: StepFieldProps['errorOf'], field: string, count: number) =>
  errorOf(field) ?? Array.from({ length: count }, (_, place) => errorOf(`${field}.${place}`)
    ?? errorOf(`${field}.${place}.userId`) ?? errorOf(`${field}.${place}.role`))
    .find((message) => message !== undefined)

export function SenderField({ step, errorOf, onChange }: StepFieldProps) {
  const { people, gone } = usePeople()
  const { sender } = step
  const value = sender.kind === 'user' ? `user ${sender.userId}` : sender.kind
  return (
    <Select label={t`In the name of`} allowDeselect={false} value={value}
      id={fieldId(step.id, 'sender')} error={errorOf('sender') ?? errorOf('sender.userId')}
      data={[{ value: 'organization', label: t`The company` }, ACCOUNT_OWNER, ...people,
        ...gone.filter((one) => one.value === value)]}
      onChange={(chosen) => {
        const owner = ownerOf(chosen ?? 'organization')
        onChange({ sender: owner.kind === 'user' ? owner
          : { kind: chosen === 'account_owner' ? 'account_owner' : 'organization' } })
      }} />
  )
}

export function PositionsField({ step, errorOf, onChange }: StepFieldProps) {
  return (
    <TagsInput label={t`To positions`} value={step.positions} acceptValueOnBlur data={POSITIONS}
      id={fieldId(step.id, 'positions')} error={anyOf(errorOf, 'positions', step.positions.length)}
      maxTags={20} description={t`In order of preference.`}
      placeholder={step.positions.length === 0 ? t`Main contact` : ''}
      onChange={(positions) => onChange({ positions })} />
  )
}

export function CopiesField({ step, errorOf, onChange }: StepFieldProps) {
  const { copies } = step
  return (
    <div>
      <TagsInput label={t`Copies to positions`} value={copies.positions} acceptValueOnBlur
        data={POSITIONS} maxTags={20} placeholder={copies.positions.length === 0 ? t`None` : ''}
        description={t`At the customer, if the position is filled.`}
        id={fieldId(step.id, 'copies.positions')}
        error={errorOf('copies') ?? anyOf(errorOf, 'copies.positions', copies.positions.length)}
        onChange={(positions) => onChange({ copies: { ...copies, positions } })} />
      <Checkbox mt={8} size="xs" label={t`And to the customer’s owner, here`}
        id={fieldId(step.id, 'copies.accountOwner')} checked={copies.accountOwner}
        error={errorOf('copies.accountOwner')} onChange={(event) =>
          onChange({ copies: { ...copies, accountOwner: event.currentTarget.checked } })} />
    </div>
  )
}

export function AttachmentsField({ step, errorOf, onChange }: StepFieldProps) {
  const { attachments } = step
  return (
    <div className="whole attachments-field">
      <Select label={t`Invoices as PDF`} allowDeselect={false} value={attachments.invoices}
        id={fieldId(step.id, 'attachments.invoices')}
        error={errorOf('attachments') ?? errorOf('attachments.invoices')}
        data={[{ value: 'none', label: t`None` }, { value: 'overdue', label: t`The overdue ones` },
          { value: 'open', label: t`All that are open` }]}
        onChange={(value) => onChange({ attachments: { ...attachments,
          invoices: value === 'overdue' || value === 'open' ? value : 'none' } })} />
      <Checkbox label={t`With a statement of the account`} size="sm" checked={attachments.statement}
        id={fieldId(step.id, 'attachments.statement')} error={errorOf('attachments.statement')}
        onChange={(event) => onChange({ attachments: { ...attachments,
          statement: event.currentTarget.checked } })} />
    </div>
  )
}

const wordOf = (remedy: string): string =>
  (remedy === 'next_contact' ? t`Next contact` : channelWord(remedy))

export function FailureField({ step, errorOf, onChange }: StepFieldProps) {
  const usual = defaultRemedies(step.channel)
  const chosen = step.onFailure ?? usual
  const isUsual = JSON.stringify(chosen) === JSON.stringify(usual)
  return (
    <div>
      <OrderedChoice label={t`If nobody can be reached`} value={chosen} most={REMEDIES.length}
        id={fieldId(step.id, 'onFailure')} error={anyOf(errorOf, 'onFailure', chosen.length)}
        whenEmpty={t`It is held until a person has looked at it.`}
        data={REMEDIES.filter((remedy) => remedy !== step.channel).map((value) =>
          ({ value, label: wordOf(value) }))}
        onChange={(remedies) => onChange({ onFailure: toRemedies(remedies) })} />
      {isUsual ? null : (
        <Button size="compact-xs" variant="subtle" mt={4}
          onClick={() => onChange({ onFailure: undefined })}>
          <Trans>As usual for {channelWord(step.channel)}{usual.length === 0 ? ''
            : `: ${usual.map(wordOf).join(', ')}`}</Trans></Button>
      )}
    </div>
  )
}

const toRemedies = (texts: readonly string[]) =>
  texts.flatMap((text) => REMEDIES.find((remedy) => remedy === text) ?? [])
