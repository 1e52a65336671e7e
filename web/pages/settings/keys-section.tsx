// API keys: made once, shown once, revoked at any time.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, CopyButton, Group, Select, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { createApiKey, listApiKeys, revokeApiKey } from '#contract/organizations.ts'
import { ROLES } from '#contract/endpoint.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { When } from '../../components/times.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'

export function KeysSection() {
  const keys = useRead(listApiKeys)
  const revoke = useDeed(revokeApiKey, () => toast(t`The key is revoked.`))
  return (
    <div className="stack">
      <NewKey />
      {keys.error && !keys.data
        ? <ErrorState error={keys.error} onRetry={() => void keys.refetch()} /> : null}
      {keys.isPending ? <ListSkeleton rows={2} /> : null}
      <DeedError error={revoke.error} />
      {keys.data?.items.length === 0 ? (
        <EmptyState icon={<IconKey size={22} />} title={t`No API key yet`}>
          <Trans>With a key, other software does all that these pages do, under /api/v1.</Trans>
        </EmptyState>
      ) : null}
      {keys.data && keys.data.items.length > 0 ? (
        <section className="card card-flush" aria-label={t`API keys`}>
          <ul className="rows">
            {keys.data.items.map((key) => (
              <li key={key.id} className="row-line" style={{ padding: '10px 14px',
                borderBottom: '1px solid var(--line)', alignItems: 'center' }}>
                <span>
                  <span className="strong clamp-1">{key.name}</span>
                  <span className="dim tiny">{key.endsWith === '' ? null
                    : <>{t`ends with …${key.endsWith}`} · </>}<Trans>{key.role} · made</Trans>{' '}
                    <When at={key.createdAt} /> ·{' '}
                    {key.lastUsedAt === null ? t`never used`
                      : <><Trans>used</Trans> <When at={key.lastUsedAt} /></>}</span>
                </span>
                <DeedButton endpoint={revokeApiKey} size="compact-sm" variant="default"
                  aria-label={t`Revoke ${key.name}`}
                  onClick={() => revoke.mutate({ params: { apiKeyId: key.id }
                    })}><Trans>Revoke</Trans></DeedButton>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

function NewKey() {
  const [name, setName] = useState('')
  const [role, setRole] = useState<string | null>('admin')
  const create = useDeed(createApiKey, () => setName(''))
  return (
    <section className="card">
      <form onSubmit={(event) => {
        event.preventDefault()
        create.mutate({ body: {
          name: name.trim(), role: ROLES.find((one) => one === role) ?? 'viewer',
        } })
      }}>
        <Group align="flex-end" gap="sm">
          <TextInput label={t`Name of a new key`} placeholder={t`Our ledger`} value={name}
            maxLength={100}
            required onChange={(event) => setName(event.currentTarget.value)}
            style={{ flex: '1 1 200px' }} />
          <Select label={t`May do as`} data={[...ROLES]} value={role} onChange={setRole} w={140}
            allowDeselect={false} />
          <DeedButton endpoint={createApiKey} type="submit" loading={create.isPending}>
            <Trans>Make a key</Trans></DeedButton>
        </Group>
      </form>
      <DeedError error={create.error} />
      {create.data ? (
        <div className="note tone-good" style={{ marginTop: 12 }}>
          <IconKey size={16} aria-hidden />
          <div className="note-body">
            <Trans>Copy it now; it is not shown again.</Trans>
            <Group gap="xs" mt={6}>
              <code style={{ overflowWrap: 'anywhere' }}>{create.data.key}</code>
              <CopyButton value={create.data.key}>
                {({ copied, copy }) => (
                  <Button size="compact-sm" variant="default" onClick={copy}
                    leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}>
                    {copied ? t`Copied` : t`Copy`}</Button>
                )}
              </CopyButton>
            </Group>
          </div>
        </div>
      ) : null}
    </section>
  )
}
