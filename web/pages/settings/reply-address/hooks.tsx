// Addresses that SendGrid, Mailgun, Postmark or a script post to: made, shown once, revoked.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Select, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconPlus, IconWebhook } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  addInboundHook, HOOK_PROVIDERS, type InboundHook, listInboundHooks, revokeInboundHook,
} from '#contract/ways-in.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { When } from '../../../components/times.tsx'
import { useDeed, useRead } from '../../../queries.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { ListSkeleton } from '../../../ui/list-skeleton.tsx'
import { problemFields } from '../../../ui/problem-fields.ts'
import { toast } from '../../../ui/toast.tsx'
import { Copied } from './copied.tsx'

type Hook = z.output<typeof InboundHook>

const LABELS: Record<Hook['provider'], string> = {
  sendgrid: 'SendGrid', mailgun: t`Mailgun`, postmark: t`Postmark`, raw: t`Raw message`,
}
const SECRETS: Record<Hook['provider'], { label: string; about: string } | null> = {
  sendgrid: { label: t`Public key`, about: t`Of the security policy of Inbound Parse.` },
  mailgun: { label: t`HTTP webhook signing key`, about: t`Settings, API security, at Mailgun.` },
  postmark: { label: t`User and password`, about: t`As user:password; put them into the URL too.` },
  raw: null,
}

export function Hooks() {
  const hooks = useRead(listInboundHooks, {}, { isLive: true })
  const [isAdding, setIsAdding] = useState(false)
  const [made, setMade] = useState<{ name: string; url: string } | null>(null)
  return (
    <section className="card card-flush way-not-printed" aria-label={t`Addresses for providers`}>
      <div className="way-list-head">
        <h2><Trans>Addresses that providers post to</Trans></h2>
        <DeedButton endpoint={addInboundHook} size="compact-sm" variant="default"
          leftSection={<IconPlus size={14} />} onClick={() => setIsAdding(true)}>
          <Trans>Make an address</Trans></DeedButton>
      </div>
      {made === null ? null : <Made made={made} onDone={() => setMade(null)} />}
      {hooks.error && !hooks.data
        ? <ErrorState error={hooks.error} onRetry={() => void hooks.refetch()} /> : null}
      {hooks.isPending ? <ListSkeleton rows={1} /> : null}
      {hooks.data?.items.length === 0 && made === null ? (
        <div className="way-empty"><Trans>None. They are for SendGrid, Mailgun, Postmark, or a
          script of your own mail server.</Trans></div>
      ) : null}
      {hooks.data?.items.map((hook) => <HookLine key={hook.id} hook={hook} />)}
      {isAdding ? <HookDialog onClose={() => setIsAdding(false)} onMade={(one) => {
        setMade(one)
        setIsAdding(false)
      }} /> : null}
    </section>
  )
}

const Made = ({ made, onDone }: {
  made: { name: string; url: string }; onDone: () => void
}) => (
  <div className="way-line">
    <div className="note tone-good" style={{ width: '100%' }}>
      <IconWebhook size={16} aria-hidden />
      <div className="note-body">
        <div style={{ marginBottom: 8 }}><Trans>Copy the address of {made.name} now; it is not shown
          again.</Trans></div>
        <Copied text={made.url} />
        <Button mt={8} size="compact-sm" variant="default"
          onClick={onDone}><Trans>Done</Trans></Button>
      </div>
    </div>
  </div>
)

function HookLine({ hook }: { hook: Hook }) {
  const [isAsking, setIsAsking] = useState(false)
  const revoke = useDeed(revokeInboundHook, () => toast(`${hook.name} is revoked.`))
  const isRefused = hook.refusedAt !== null
    && (hook.lastMailAt === null || hook.refusedAt > hook.lastMailAt)
  return (
    <div className="way-line">
      <div className="way-line-text">
        <div className="strong" style={{ overflowWrap: 'anywhere' }}>{hook.name}</div>
        <div className="dim small">{LABELS[hook.provider]} · {hook.isSigned
          ? t`checked by its key` : t`known by its address alone`}</div>
        <div className="dim tiny" style={{ marginTop: 2 }}>
          {hook.lastMailAt === null ? t`No mail yet` : <><Trans>Last mail</Trans> <When
            at={hook.lastMailAt} /></>}
        </div>
      </div>
      <div className="way-line-deeds">
        <DeedButton endpoint={revokeInboundHook} size="compact-sm" variant="default"
          aria-label={t`Revoke ${hook.name}`} onClick={() =>
          setIsAsking(true)}><Trans>Revoke</Trans></DeedButton>
      </div>
      {isRefused ? (
        <div className="note tone-warn" style={{ width: '100%' }}>
          <IconAlertTriangle size={16} aria-hidden />
          <div className="note-body"><Trans>A call was refused</Trans>
            {hook.refusedAt === null ? null : <> <When at={hook.refusedAt} /></>}:{' '}
            {hook.refusedWhy}</div>
        </div>
      ) : null}
      {isAsking ? (
        <FormDialog title={t`Revoke ${hook.name}?`} onClose={() => setIsAsking(false)}
          save={t`Revoke`} error={revoke.error} isBusy={revoke.isPending}
          onSubmit={() => revoke.mutate({ params: { hookId: hook.id } })}>
          <div className="small"><Trans>Calls to its address are refused from then on. Change the
            provider’s setting first, or answers are lost to it.</Trans></div>
        </FormDialog>
      ) : null}
    </div>
  )
}

function HookDialog({ onClose, onMade }: {
  onClose: () => void; onMade: (made: { name: string; url: string }) => void
}) {
  const [provider, setProvider] = useState<Hook['provider']>('sendgrid')
  const [name, setName] = useState('')
  const [secret, setSecret] = useState('')
  const add = useDeed(addInboundHook, ({ hook, url }) => onMade({ name: hook.name, url }))
  const asked = SECRETS[provider]
  const errors = add.error ? problemFields(add.error) : {}
  return (
    <FormDialog title={t`Make an address for a provider`} onClose={onClose}
      save={t`Make the address`}
      error={add.error} isBusy={add.isPending} onSubmit={() => add.mutate({
        body: {
          provider, name: name.trim() || LABELS[provider],
          secret: asked === null ? null : secret.trim() || null,
        },
      })}>
      <Select label={t`Provider`} allowDeselect={false} value={provider} data-autofocus
        data={HOOK_PROVIDERS.map((value) => ({ value, label: LABELS[value] }))}
        onChange={(value) => setProvider(
          HOOK_PROVIDERS.find((one) => one === value) ?? 'sendgrid')} />
      <TextInput label={t`Name`} placeholder={LABELS[provider]} value={name} maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)} />
      {asked === null ? null : (
        <TextInput label={asked.label} value={secret} autoComplete="off"
          description={t`${asked.about} Left empty, whoever knows the address may post.`}
          error={errors['secret']} onChange={(event) => setSecret(event.currentTarget.value)} />
      )}
    </FormDialog>
  )
}
