// The rules that every SMS obeys: hours, length, budget with what is spent, consent, who we are.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, NumberInput, Progress, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { saveSmsRules } from '#contract/sms-settings.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { microsText } from '../../../format.ts'
import { useDeed } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { problemFields } from '../../../ui/problem-fields.ts'
import { toast } from '../../../ui/toast.tsx'
import type { Settings } from '../sms-section.tsx'

const MICROS = 1_000_000

export function Rules({ settings }: { settings: Settings }) {
  const { rules } = settings
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      ...rules, consentRule: rules.consentRule as string,
      creditorKind: rules.creditorKind as string,
      monthBudget: rules.monthBudgetMicros === null ? '' as string | number
        : rules.monthBudgetMicros / MICROS,
      retentionDays: rules.retentionDays ?? '' as string | number,
    },
  })
  const save = useDeed(saveSmsRules, () => toast(t`The rules are saved.`))
  const submit = form.onSubmit(({ monthBudget, ...values }) => save.mutate({
    body: {
      fromTime: values.fromTime, untilTime: values.untilTime, segmentCap: values.segmentCap,
      currency: values.currency.trim().toUpperCase(),
      monthBudgetMicros: monthBudget === '' ? null : Math.round(Number(monthBudget) * MICROS),
      retentionDays: values.retentionDays === '' ? null : Number(values.retentionDays),
      consentRule: values.consentRule === 'given_number' ? 'given_number' : 'recorded',
      creditorKind: values.creditorKind === 'agency' ? 'agency' : 'creditor',
    },
  }, { onError: (error) => form.setErrors(problemFields(error)) }))
  return (
    <form className="card" onSubmit={submit} aria-label={t`Rules for SMS`}>
      <h2 className="card-title"><Trans>Rules</Trans></h2>
      <Stack gap="md">
        <Group align="flex-start" gap="sm">
          <TextInput type="time" label={t`Not before`} w={130} min="08:00" max="20:00" required
            {...form.getInputProps('fromTime')} />
          <TextInput type="time" label={t`Not after`} w={130} min="08:00" max="20:00" required
            {...form.getInputProps('untilTime')} />
          <div className="dim tiny" style={{ flex: '1 1 200px', alignSelf: 'center' }}><Trans>At the
            place of whoever gets it. 08:00 to 20:00 can be narrowed, never widened.</Trans></div>
        </Group>
        <NumberInput label={t`Longest SMS`} suffix={` ${t`parts`}`} min={1} max={10}
          allowDecimal={false}
          maw={280} description={t`Longer ones wait for a shorter text.`}
          {...form.getInputProps('segmentCap')} />
        <Group align="flex-start" gap="sm">
          <NumberInput label={t`Budget a month`} min={0} decimalScale={2} placeholder={t`No limit`}
            style={{ flex: '1 1 160px', maxWidth: 240 }} {...form.getInputProps('monthBudget')} />
          <TextInput label={t`Currency`} w={100} maxLength={3} required
            {...form.getInputProps('currency')} />
        </Group>
        <Spent settings={settings} />
        <Radio.Group label={t`A number may be texted`} {...form.getInputProps('consentRule')}>
          <Stack gap={8} mt={6}>
            <Radio value="recorded" label={t`When consent is on record`}
              description={t`By contract, form, import or word: who, when and how.`} />
            <Radio value="given_number" label={t`When the customer gave it for the account`}
              description={t`Only where your law allows it; an opt-out holds all the same.`} />
          </Stack>
        </Radio.Group>
        <Radio.Group label={t`We collect`} {...form.getInputProps('creditorKind')}>
          <Stack gap={8} mt={6}>
            <Radio value="creditor" label={t`Our own invoices`} />
            <Radio value="agency" label={t`For others, as an agency`}
              description={t`Carriers in the United States and Canada forbid such SMS: none is sent
              there.`} />
          </Stack>
        </Radio.Group>
        <NumberInput label={t`The provider keeps texts`} suffix={` ${t`days`}`} min={1} max={400}
          allowDecimal={false} maw={280} placeholder={t`By its own rule`}
          {...form.getInputProps('retentionDays')}
          description={t`Then it is asked to erase them; your own copies stay.`} />
        <DeedError error={save.error} />
        <Group><DeedButton endpoint={saveSmsRules} type="submit" loading={save.isPending}>
          <Trans>Save the rules</Trans></DeedButton></Group>
      </Stack>
    </form>
  )
}

function Spent({ settings }: { settings: Settings }) {
  const { rules, spentThisMonthMicros: spent } = settings
  const budget = rules.monthBudgetMicros
  const amount = microsText(spent, rules.currency)
  const soFar = settings.isBudgetEstimated ? t`${amount} spent this month, partly an estimate`
    : t`${amount} spent this month`
  const share = budget === null || budget === 0 ? 0 : Math.min(100, 100 * spent / budget)
  return (
    <div className="small" role="status">
      {budget === null ? t`${soFar}; nothing stops it.`
        : spent >= budget ? t`${soFar}. The budget is used up: SMS wait until next month.`
          : t`${soFar} of ${{ budget: microsText(budget, rules.currency) }}.`}
      {budget === null ? null : <Progress value={share} mt={6} aria-label={t`Part of the budget
        used`}
        color={share >= 100 ? 'red' : share >= 80 ? 'yellow' : 'teal'} />}
    </div>
  )
}
