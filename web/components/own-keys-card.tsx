// One's own keys: single keys off, another key for a shortcut, or none; kept with the account.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Switch } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { saveProfile } from '#contract/organizations.ts'
import { keysOf, LEAVING, rivalOf, USUAL_KEYS, type OwnKeys } from '../own-keys.ts'
import { isSingle, namesOf, pressedOf } from '../pressed-keys.ts'
import { useDeed } from '../queries.ts'
import { SHORTCUTS, type Shortcut } from '../shortcuts.ts'
import { Keys } from '../ui/key-hint.tsx'
import { toastProblem, toastUndo } from '../ui/toast.tsx'
import { useSession } from './session.tsx'

// The keys of that very object.
const NAMES = Object.keys(SHORTCUTS) as Shortcut[]
const GROUPS = [...new Set(NAMES.map((name) => SHORTCUTS[name].group))]

export function OwnKeysCard() {
  const { keys } = useSession().me
  const [asked, setAsked] = useState<Shortcut | null>(null)
  const save = useDeed(saveProfile)
  const keep = (next: OwnKeys, words: string) => {
    const before = keys
    save.mutate({ body: { keys: { hasSingleKeys: next.hasSingleKeys, own: { ...next.own } } } }, {
      onError: toastProblem,
      onSuccess: () => toastUndo(words, () => save.mutate({ body: { keys: before } })),
    })
  }
  const put = (shortcut: Shortcut, pressed: string | null) => {
    const { [shortcut]: _, ...others } = keys.own
    const own = pressed === null ? others : { ...others, [shortcut]: pressed }
    keep({ ...keys, own }, t`The keys of “${SHORTCUTS[shortcut].does}” are changed.`)
    setAsked(null)
  }
  const hasOwn = Object.keys(keys.own).length > 0
  return (
    <section className="card" aria-label={t`Keyboard shortcuts`} id="own-keys">
      <div className="card-title"><Trans>Keyboard shortcuts</Trans>
        {hasOwn || !keys.hasSingleKeys ? (
          <Button size="compact-sm" variant="default"
            onClick={() => keep(USUAL_KEYS, t`All keys are the usual ones again.`)}>
            <Trans>Use the usual keys</Trans></Button>
        ) : null}
      </div>
      <Switch label={t`Single keys`} checked={keys.hasSingleKeys}
        description={t`Off: letters and signs alone do nothing; chords such as Ctrl K still do.`}
        onChange={(event) => keep({ ...keys, hasSingleKeys: event.currentTarget.checked },
          event.currentTarget.checked ? t`Single keys are on.` : t`Single keys are off.`)} />
      {GROUPS.map((group) => (
        <details key={group} style={{ marginTop: 12 }}>
          <summary className="strong small" style={{ cursor: 'pointer' }}>{group}</summary>
          <ul className="rows" style={{ marginTop: 6 }}>
            {NAMES.filter((name) => SHORTCUTS[name].group === group).map((name) => (
              <li key={name} style={{ padding: '5px 0' }}>
                <Line shortcut={name} keys={keys} isAsked={asked === name}
                  onAsk={() => setAsked(asked === name ? null : name)} onPut={put} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}

function Line({ shortcut, keys, isAsked, onAsk, onPut }: {
  shortcut: Shortcut; keys: OwnKeys; isAsked: boolean; onAsk: () => void
  onPut: (shortcut: Shortcut, pressed: string | null) => void
}) {
  const { does } = SHORTCUTS[shortcut]
  const now = keysOf(shortcut, keys)
  return (
    <div className="row-line" style={{ alignItems: 'center', flexWrap: 'wrap' }}>
      <span className="small" style={{ flex: '1 1 180px' }}>{does}</span>
      {isAsked ? <Asking shortcut={shortcut} keys={keys} onAsk={onAsk} onPut={onPut} /> : (
        <Group gap={6}>
          {now === null ? <span className="dim tiny"><Trans>off</Trans></span>
            : <Keys keys={now} />}
          <Button size="compact-xs" variant="default" onClick={onAsk}
            aria-label={t`Change the keys of: ${does}`}><Trans>Change</Trans></Button>
        </Group>
      )}
    </div>
  )
}

function Asking({ shortcut, keys, onAsk, onPut }: {
  shortcut: Shortcut; keys: OwnKeys; onAsk: () => void
  onPut: (shortcut: Shortcut, pressed: string | null) => void
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isAfterG, setAfterG] = useState(false)
  const press = (event: KeyboardEvent) => {
    if (['Tab', 'Shift', 'Control', 'Meta', 'Alt', 'AltGraph'].includes(event.key)) return
    event.preventDefault()
    if (event.key === 'Escape') return onAsk()
    const [name = ''] = namesOf(pressedOf(event.nativeEvent))
    if (name === 'g' && !isAfterG) return setAfterG(true)
    const pressed = isAfterG ? `g ${name}` : name
    const rival = rivalOf(shortcut, pressed, keys)
    setAfterG(false)
    if (rival !== null) return setProblem(t`That is “${SHORTCUTS[rival].does}” already.`)
    if (LEAVING.has(shortcut) && isSingle(pressed)) {
      return setProblem(t`What leaves the house needs Ctrl, ⌘ or Alt with it.`)
    }
    onPut(shortcut, pressed)
  }
  return (
    <Group gap={6}>
      <Button size="compact-xs" autoFocus onKeyDown={press} aria-live="polite">
        {isAfterG ? t`g, then …` : t`Press the new keys`}</Button>
      {LEAVING.has(shortcut) ? null : (
        <Button size="compact-xs" variant="default" onClick={() => onPut(shortcut, '')}>
          <Trans>No keys</Trans></Button>
      )}
      <Button size="compact-xs" variant="default" onClick={() => onPut(shortcut, null)}>
        <Trans>The usual</Trans></Button>
      {problem === null ? null : <span className="tiny" role="alert"
        style={{ color: 'var(--bad)' }}>{problem}</span>}
    </Group>
  )
}
