// How strictly promises to pay are taken: days of grace, and what may be missing.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, NumberInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { saveOrganization } from '#contract/organizations.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'

export function PromiseTerms() {
  const { organization } = useSession().me
  const [grace, setGrace] = useState<string | number>(organization.promiseGraceDays)
  const [missing, setMissing] = useState<string | number>(organization.promiseTolerancePercent)
  const save = useDeed(saveOrganization, () => toast(t`Promises are taken like this from now on.`))
  return (
    <section className="card">
      <h2 className="card-title"><Trans>Promises to pay</Trans></h2>
      <Stack gap="md">
        <Group grow align="flex-start">
          <NumberInput label={t`Grace`} suffix={` ${t`days`}`} min={0} max={30} value={grace}
            onChange={setGrace} allowDecimal={false} clampBehavior="strict"
            description={t`A promise is judged after them; a bank transfer takes a day or two.`} />
          <NumberInput label={t`May be missing`} suffix=" %" min={0} max={20} value={missing}
            onChange={setMissing} allowDecimal={false} clampBehavior="strict"
            description={t`Of the promised amount, as banks keep fees.`} />
        </Group>
        <p className="dim small"><Trans>Promises that are noted already keep the terms of their
          day.</Trans></p>
        <DeedError error={save.error} />
        <Group>
          <DeedButton endpoint={saveOrganization} loading={save.isPending}
            onClick={() => save.mutate({ body: {
              promiseGraceDays: grace === '' ? 0 : Number(grace),
              promiseTolerancePercent: missing === '' ? 0 : Number(missing),
            } })}><Trans>Save</Trans></DeedButton>
        </Group>
      </Stack>
    </section>
  )
}
