// Gallery: holds, reasons, consequences and what comes next.
import { PlannedContact } from '#contract/customers.ts'
import { LastingPause } from '#contract/pauses.ts'
import { Said, Why } from '#contract/why.ts'
import { HOLD_CODES, HOLD_TEXTS } from '#domain/hold.ts'
import { Consequences } from '../../components/consequences.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { HoldLine, HoldNote } from '../../components/hold-note.tsx'
import { Pauses } from '../../components/pauses.tsx'
import { PlannedNext } from '../../components/planned-next.tsx'
import { Sentence } from '../../components/sentence.tsx'
import { WhyButton, WhyPanel } from '../../components/why-panel.tsx'
import { WhyChanges } from '../../components/why-changes.tsx'
import { getCustomerTimeline, saveCustomer } from '#contract/customers.ts'
import type { ComponentEntry } from '../entry.ts'
import { idAt, sample, USUAL } from '../sample.ts'

const nothing = () => undefined
const of = { kind: 'customer', id: idAt(0) } as const

const entry = (
  name: string, files: readonly string[], render: ComponentEntry['render'],
): ComponentEntry => ({
  of: 'component', name, files: files.map((file) => `components/${file}`), render })

export const REASONS: readonly ComponentEntry[] = [
  entry('every hold', ['hold-note'], () => (
    <div className="stack">
      {HOLD_CODES.map((code) => (
        <div key={code}>
          <HoldNote hold={{ code, ...HOLD_TEXTS[code] }} customerId={idAt(0)} />
          <HoldLine hold={{ code, ...HOLD_TEXTS[code] }} />
        </div>
      ))}
    </div>
  )),
  entry('consequences', ['consequences'], () => (
    <Consequences nothing="Nobody gets anything else."
      wish={{ deed: 'end_pause', pauseId: idAt(0) }} />
  )),
  entry('deed button', ['deed-button'], () => (
    <p><DeedButton endpoint={saveCustomer}>Save</DeedButton>{' '}
      <DeedButton endpoint={saveCustomer} whyNot="Enter a name first.">Save</DeedButton></p>
  )),
  entry('export button', ['export-button'], () => (
    <p><ExportButton endpoint={getCustomerTimeline} label="Export the whole timeline" /></p>
  )),
  entry('pauses', ['pauses'], () => (
    <Pauses nameOf={(pause) => pause.scope} here={null} pauses={[0, 1, 2].map((index) =>
      sample(LastingPause, { ...USUAL, isLong: index === 1 }, index))} />
  )),
  entry('planned next', ['planned-next'], () => (
    <PlannedNext customerId={idAt(0)} of={of} planned={[0, 1, 2].map((index) =>
      sample(PlannedContact, { ...USUAL, isLong: index === 1 }, index))} />
  )),
  entry('sentence', ['sentence'], () => <p><Sentence said={sample(Said)} /></p>),
  entry('why', ['why-panel', 'why-changes'], () => (
    <>
      <WhyButton of={of} /><WhyPanel of={of} onLeave={nothing} />
      <WhyChanges changes={sample(Why, { ...USUAL, items: 12 }).changes} customerId={idAt(0)}
        onLeave={nothing} />
    </>
  )),
]
