// Server, user and folders of a mailbox that is read; it is tried as soon as it is saved.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { z } from 'zod'
import { addMailbox, type Mailbox, saveMailbox } from '#contract/ways-in.ts'
import { useDeed } from '../../../queries.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { problemFields } from '../../../ui/problem-fields.ts'
import { toast } from '../../../ui/toast.tsx'

type Box = z.output<typeof Mailbox>

const ENCRYPTIONS = [
  { value: 'tls', label: t`TLS (port 993)` }, { value: 'starttls', label: t`STARTTLS (port 143)` },
  { value: 'none', label: t`None: only inside your own network` },
]
const encryptionOf = (value: string): Box['encryption'] =>
  (value === 'starttls' || value === 'none' ? value : 'tls')

export function MailboxDialog({ box, onClose }: { box: Box | null; onClose: () => void }) {
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      name: box?.name ?? '', host: box?.host ?? '', port: box?.port ?? 993,
      encryption: box?.encryption ?? 'tls' as string, user: box?.user ?? '', password: '',
      folder: box?.folder ?? 'INBOX', sentFolder: box?.sentFolder ?? '',
    },
  })
  const tell = (saved: Box) => {
    toast(saved.state === 'failing' ? `${saved.name} is saved, but cannot be read yet.`
      : t`${saved.name} works, and is read from now on.`)
    onClose()
  }
  const add = useDeed(addMailbox, tell)
  const save = useDeed(saveMailbox, tell)
  const onError = (error: Error) => form.setErrors(problemFields(error))
  const submit = () => {
    const { password, encryption, sentFolder, ...rest } = form.values
    const wish = {
      ...rest, encryption: encryptionOf(encryption), sentFolder: sentFolder.trim() || null,
      name: rest.name.trim() || rest.user,
    }
    if (box === null) add.mutate({ body: { ...wish, password } }, { onError })
    else {
      save.mutate({
        params: { mailboxId: box.id }, body: password === '' ? wish : { ...wish, password },
      }, { onError })
    }
  }
  return (
    <FormDialog title={box === null ? t`Read a mailbox by IMAP` : t`Change ${box.name}`}
      onClose={onClose} onSubmit={submit} error={add.error ?? save.error}
      isBusy={add.isPending || save.isPending} save={box === null ? t`Connect` : t`Save and check`}>
      <Group align="flex-start" gap="sm" wrap="nowrap">
        <TextInput label={t`Server`} required placeholder={t`imap.company.com`} style={{ flex: 1 }}
          data-autofocus {...form.getInputProps('host')} />
        <NumberInput label={t`Port`} required min={1} max={65535} w={90} allowDecimal={false}
          hideControls {...form.getInputProps('port')} />
      </Group>
      <Select label={t`Encryption`} data={ENCRYPTIONS} allowDeselect={false}
        {...form.getInputProps('encryption')} onChange={(value) => {
          form.setFieldValue('encryption', value ?? 'tls')
          // A port that somebody chose stays.
          if (![143, 993].includes(form.values.port)) return
          form.setFieldValue('port', value === 'tls' ? 993 : 143)
        }} />
      <TextInput label={t`User`} required autoComplete="off" placeholder="ar@company.com"
        {...form.getInputProps('user')} />
      <PasswordInput label={t`Password`} required={box === null} autoComplete="new-password"
        placeholder={box === null ? '' : t`Stored; leave empty to keep it`}
        description={t`Many providers want an app password here. It is kept sealed.`}
        {...form.getInputProps('password')} />
      <Group align="flex-start" gap="sm" grow>
        <TextInput label={t`Folder`} required {...form.getInputProps('folder')} />
        <TextInput label={t`Sent folder`} placeholder={t`Sent`}
          {...form.getInputProps('sentFolder')} />
      </Group>
      <div className="tiny dim"><Trans>Of sent mail only answers to customers are taken: they end
        the wait here. Leave it empty to take none.</Trans></div>
      <TextInput label={t`Name`} placeholder={form.values.user || t`Receivables`}
        {...form.getInputProps('name')} />
    </FormDialog>
  )
}
