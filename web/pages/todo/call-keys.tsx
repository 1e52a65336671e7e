// How a call went, by one key or one click each: the note is optional, the next call opens.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { useShortcut } from '../../keys.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { OUTCOMES, type Outcome } from './call-outcomes.ts'

export function CallKeys({ chosen, onChoose, isOn }: {
  chosen: Outcome | null; onChoose: (outcome: Outcome) => void
  /** Off while the call may not be logged. */
  isOn: boolean
}) {
  useShortcut('callReached', () => onChoose('reached'), isOn)
  useShortcut('callVoicemail', () => onChoose('voicemail'), isOn)
  useShortcut('callNoAnswer', () => onChoose('no_answer'), isOn)
  useShortcut('callPromised', () => onChoose('promised'), isOn)
  useShortcut('callDisputed', () => onChoose('disputed'), isOn)
  useShortcut('callBack', () => onChoose('call_back'), isOn)
  useShortcut('callWrong', () => onChoose('wrong_number'), isOn)
  return (
    <div role="group" aria-label={t`How it went`}>
      <div className="label" style={{ marginBottom: 6 }}><Trans>How it went</Trans></div>
      <Group gap={6}>
        {OUTCOMES.map(({ value, label, about, key }) => (
          <Button key={value} size="compact-md" title={about} aria-pressed={chosen === value}
            variant={chosen === value ? 'filled' : 'default'} onClick={() => onChoose(value)}
            rightSection={<KeyHint shortcut={key} />}>{label}</Button>
        ))}
      </Group>
    </div>
  )
}
