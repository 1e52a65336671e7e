// Gallery: what stands around every page, and what tells there of the whole organization.
import { getLedgerAge } from '#contract/ledger-age.ts'
import { getMe } from '#contract/organizations.ts'
import { listPauses } from '#contract/pauses.ts'
import { getCounts } from '#contract/actions.ts'
import { Button } from '@mantine/core'
import { createSpotlight } from '@mantine/spotlight'
import { CopyStrip } from '../../components/copy-strip.tsx'
import { HelpDialog } from '../../components/help-dialog.tsx'
import { showLeaving } from '../../components/leaving-toast.tsx'
import { Navigation } from '../../components/navigation.tsx'
import { Bell } from '../../components/bell.tsx'
import { NoticesDrawer } from '../../components/notices.tsx'
import { OwnKeysCard } from '../../components/own-keys-card.tsx'
import PaletteDialog from '../../components/palette-dialog.tsx'
import { PauseStrip } from '../../components/pause-strip.tsx'
import { SandboxStrip } from '../../components/sandbox-strip.tsx'
import { StaleStrip } from '../../components/stale-strip.tsx'
import type { ComponentEntry } from '../entry.ts'
import { idAt, sampleAnswer, USUAL } from '../sample.ts'
import { NOW } from '../sample-words.ts'
import { shape } from '../shapes.ts'
import { FAIR } from '../transport.ts'

const nothing = () => undefined
const [store, palette] = createSpotlight()

type Organization = ReturnType<typeof sampleAnswer<typeof getMe>>['organization']
const organization = (part: Partial<Organization>) =>
  shape(getMe, (me) => ({ ...me, organization: { ...me.organization, ...part } }))

const entry = (
  name: string, files: readonly string[], render: ComponentEntry['render'],
  shapes: readonly ReturnType<typeof shape>[] = [],
): ComponentEntry => ({
  of: 'component', name, files: files.map((file) => `components/${file}`), render,
  weather: { ...FAIR, shapes },
})

const isLong = { ...USUAL, isLong: true }

export const STRIPS: readonly ComponentEntry[] = [
  entry('copy strip', ['copy-strip'], () => <CopyStrip />, [organization({ isCopy: true })]),
  entry('pause strip', ['pause-strip'], () => <PauseStrip />,
    [shape(listPauses, () => sampleAnswer(listPauses, { ...isLong, items: 1 }))]),
  entry('sandbox strip', ['sandbox-strip'], () => <SandboxStrip />,
    [organization({ isSandbox: true })]),
  entry('stale strip', ['stale-strip'], () => <StaleStrip />, [
    organization({ staleAfterHours: 48 }),
    shape(getLedgerAge, (age) => ({ ...age, isStale: true, changedAt: NOW, heldReminders: 12 }))]),
  // The shell itself stands around every screen.
  entry('navigation', 
    ['navigation', 'bell', 'help-link', 'session', 'shell'], () => (
    <div style={{ maxWidth: 250 }}>
      <Navigation counts={sampleAnswer(getCounts)} bell={<Bell onOpen={nothing} />} />
    </div>
  )),
  entry('notices', ['notices'], () => <NoticesDrawer isOpen onClose={nothing} />),
  entry('help', ['help-dialog', 'late-overlay', 'overlays'], () => (
    <><HelpDialog /><Button ref={() => {
      setTimeout(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: '?',
        bubbles: true })), 30)
    }}>Press ?</Button></>
  )),
  entry('own keys', ['own-keys-card'], () => <OwnKeysCard />),
  entry('palette', ['palette', 'palette-dialog'], () => (
    <><PaletteDialog store={store} /><Button ref={(button) => button?.click()}
        onClick={palette.open}>Open</Button></>
  )),
  entry('leaving', ['leaving-toast'], () => (
    <Button ref={(button) => button?.click()} onClick={() =>
      showLeaving({ messageId: idAt(0), undoSeconds: 10, onUndone: nothing })}>Send</Button>
  )),
]
