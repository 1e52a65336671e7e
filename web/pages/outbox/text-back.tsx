// In a sandbox, one plays the customer who got an SMS and texts back.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, TextInput } from '@mantine/core'
import { IconMessageReply } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { textSandbox } from '#contract/sms-inbound.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'

export function TextBack({ customer, sender }: {
  /** Who got it, and now writes. */
  customer: string
  sender: string
}) {
  const [body, setBody] = useState('')
  const text = useDeed(textSandbox, () => setBody(''))
  const canAnswer = sender.startsWith('+')
  return (
    <form style={{ marginTop: 16, paddingTop: 14, borderTop: '1px solid var(--line)' }}
      onSubmit={(event) => {
        event.preventDefault()
        if (body.trim() !== '' && canAnswer) {
          text.mutate({ body: { from: customer, to: sender, body } })
        }
      }}>
      <Group align="flex-end" gap="sm">
        <TextInput label={t`Text back as the customer`} value={body} maxLength={1600}
          description={canAnswer ? t`As ${formatPhone(customer)} to ${formatPhone(sender)}`
            : t`Nobody can answer a name.`} disabled={!canAnswer}
          placeholder={t`We pay on Friday, or STOP`} style={{ flex: '1 1 220px' }}
          onChange={(event) => setBody(event.currentTarget.value)} />
        <DeedButton endpoint={textSandbox} type="submit" variant="default"
          leftSection={<IconMessageReply size={16} />} loading={text.isPending}
          whyNot={canAnswer ? body.trim() === '' ? t`Write something first.` : null
            : t`A name is one-way.`}><Trans>Text back</Trans></DeedButton>
      </Group>
      <DeedError error={text.error} />
      {text.data === undefined || text.isPending ? null : (
        <p className="small" role="status" style={{ margin: '8px 0 0' }}><Trans>It came in; see it
          in the <Link to="/inbox">inbox</Link>.</Trans></p>
      )}
    </form>
  )
}
