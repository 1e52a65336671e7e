// One's signature, and how a message will look with it.
import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { saveProfile } from '#contract/organizations.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { useSession } from '../../../components/session.tsx'
import { useDeed } from '../../../queries.ts'
import { DeedError } from '../../../ui/error-state.tsx'
import { toast } from '../../../ui/toast.tsx'
import { UnsavedGuard } from '../../../ui/unsaved-guard.tsx'

const MOST_LETTERS = 2000

export function SignatureCard() {
  const { t } = useLingui()
  const { me } = useSession()
  const [text, setText] = useState(me.signature)
  const save = useDeed(saveProfile, () => toast(t`Your signature is saved.`))
  return (
    <section className="card" aria-labelledby="signature-title">
      <h2 className="card-title" id="signature-title"><Trans>Signature</Trans></h2>
      <Stack gap="sm">
        <Textarea label={t`Your signature`} autosize minRows={2} maxRows={8}
          maxLength={MOST_LETTERS} value={text}
          description={t`Stands below the e-mail you begin to write. Reminders have their own.`}
          onChange={(event) => setText(event.currentTarget.value)} />
        <div>
          <div className="label"><Trans>Preview</Trans></div>
          <div className="card" style={{ marginTop: 4, whiteSpace: 'pre-line',
            overflowWrap: 'anywhere' }}>
            <span className="dim"><Trans>Your words …</Trans></span>{'\n\n'}{text.trim()}</div>
        </div>
        <DeedError error={save.error} />
        <Group><DeedButton endpoint={saveProfile} loading={save.isPending}
          onClick={() => save.mutate({ body: { signature: text.trim() } })}>
          <Trans>Save the signature</Trans></DeedButton></Group>
      </Stack>
      <UnsavedGuard isDirty={text.trim() !== me.signature} />
    </section>
  )
}
