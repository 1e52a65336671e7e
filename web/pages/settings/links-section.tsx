// Links in messages and the page behind them: whose domain, how long, how customers pay.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  Checkbox, Group, NumberInput, Skeleton, Stack, Textarea, TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import type { AnswerOf } from '#contract/endpoint.ts'
import { getLinkSettings, saveLinkSettings } from '#contract/links.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { toast } from '../../ui/toast.tsx'

export function LinksSection() {
  const settings = useRead(getLinkSettings)
  if (settings.error && !settings.data) {
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  }
  if (!settings.data) return <Skeleton height={420} radius="md" />
  return <LinksForm settings={settings.data} />
}

function LinksForm({ settings }: { settings: AnswerOf<typeof getLinkSettings> }) {
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      linkOrigin: settings.linkOrigin ?? '', linkDays: settings.linkDays as number | string,
      payLinkTemplate: settings.payLinkTemplate ?? '', bankDetails: settings.bankDetails,
      asksSecondFactor: settings.asksSecondFactor,
    },
  })
  const save = useDeed(saveLinkSettings, () => toast(t`Links and the payment page are saved.`))
  const submit = form.onSubmit((values) => save.mutate({
    body: {
      linkOrigin: values.linkOrigin.trim() || null, linkDays: Number(values.linkDays),
      payLinkTemplate: values.payLinkTemplate.trim() || null, bankDetails: values.bankDetails,
      asksSecondFactor: values.asksSecondFactor,
    },
  }, { onError: (error) => form.setErrors(problemFields(error)) }))
  return (
    <form className="card" onSubmit={submit}>
      <Stack gap="sm">
        <p className="dim small" style={{ margin: 0 }}>
          <Trans>A text with {'{{ pay_link }}'} takes each person to a page of their own: what is
            open, PDFs, how to pay, and a way to promise, object or write.</Trans>
        </p>
        <Group align="flex-start" gap="sm">
          <TextInput label={t`Your domain for links`} placeholder={settings.currentOrigin}
            inputMode="url" style={{ flex: '1 1 240px' }} {...form.getInputProps('linkOrigin')}
            description={t`Point it at this installation first. Left empty: this address.`} />
          <NumberInput label={t`Days a link works`} min={1} max={365} w={150} allowDecimal={false}
            description={t`From 1 to 365.`} required {...form.getInputProps('linkDays')} />
        </Group>
        <Textarea label={t`Bank details`} autosize minRows={3} maxLength={2000}
          placeholder={t`Name of the bank
IBAN …
BIC …`}
          description={t`Customers see them as they are written, with the reference to use.`}
          {...form.getInputProps('bankDetails')} />
        <TextInput label={t`Where customers pay online`} inputMode="url"
          placeholder="https://pay.your-company.com/{invoice}?amount={amount}"
          description={'{invoice}, {amount}, {currency} and {reference} are filled in. With '
            + '{invoice} each invoice has its own button.'}
          {...form.getInputProps('payLinkTemplate')} />
        <Checkbox label={t`Ask who it is before anything is recorded`}
          description={t`By a code to the mailbox on record; who has none names an invoice and what
          is open on it.`}
          {...form.getInputProps('asksSecondFactor', { type: 'checkbox' })} />
        <DeedError error={save.error} />
        <Group><DeedButton endpoint={saveLinkSettings} type="submit" loading={save.isPending}>
          <Trans>Save</Trans></DeedButton></Group>
      </Stack>
    </form>
  )
}
