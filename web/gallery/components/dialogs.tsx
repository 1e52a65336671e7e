// Gallery: the dialogs that several screens open.
import { saveCustomer } from '#contract/customers.ts'
import { AssignDialog } from '../../components/assign-dialog.tsx'
import { CustomerPromiseDialog } from '../../components/customer-promise-dialog.tsx'
import {
  ChangeDisputeDialog, DisputeDialog, EndDisputeDialog,
} from '../../components/dispute-dialog.tsx'
import { HoldByHand } from '../../components/hold-by-hand.tsx'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { Rests } from '../../components/rests.tsx'
import { ReadOnly } from '../../components/read-only.tsx'
import { SnoozeDialog } from '../../components/snooze-dialog.tsx'
import { TaskDialog } from '../../components/task-dialog.tsx'
import { TwoVersions } from '../../components/two-versions.tsx'
import type { ComponentEntry } from '../entry.ts'
import { idAt } from '../sample.ts'
import { LONG, TODAY } from '../sample-words.ts'

const nothing = () => undefined

const entry = (
  name: string, files: readonly string[], render: ComponentEntry['render'],
): ComponentEntry => ({
  of: 'component', name, files: files.map((file) => `components/${file}`), render })

export const DIALOGS: readonly ComponentEntry[] = [
  entry('assign dialog', ['assign-dialog'], () => (
    <AssignDialog level="customer" ids={[idAt(0)]} title={`Workflow of ${LONG}`} running={null}
      onClose={nothing} />
  )),
  entry('promise over several', ['customer-promise-dialog'], () => (
    <CustomerPromiseDialog customerId={idAt(0)} onClose={nothing} />
  )),
  entry('dispute dialog', ['dispute-dialog'], () => (
    <DisputeDialog invoice={{ id: idAt(0), number: LONG, currency: 'EUR' }} onClose={nothing} />
  )),
  entry('dispute dialog, change', ['dispute-dialog'], () => (
    <ChangeDisputeDialog dispute={{ id: idAt(0), state: 'open', ownerId: null, dueOn: TODAY }}
      onClose={nothing} />
  )),
  entry('dispute dialog, end', ['dispute-dialog'], () => (
    <EndDisputeDialog disputeId={idAt(0)} onClose={nothing} />
  )),
  entry('hold by hand', ['hold-by-hand'], () => (
    <HoldByHand customerId={idAt(0)} kind="dispute" onClose={nothing} />
  )),
  entry('pause dialog', ['pause-dialog'], () => (
    <PauseDialog of={{ scope: 'customer', subjectId: idAt(0), what: LONG }} onClose={nothing} />
  )),
  entry('rests', ['rests'], () => <Rests customerId={idAt(0)} />),
  entry('read only', ['read-only'], () => (
    <ReadOnly read={null} change={saveCustomer}><p>{LONG}</p></ReadOnly>
  )),
  entry('two versions', ['two-versions'], () => (
    <TwoVersions reason={LONG} differences={[]} isBusy={false} onTheirs={nothing}
      onMine={nothing} onClose={nothing} />
  )),
  entry('snooze dialog', ['snooze-dialog'], () => (
    <SnoozeDialog title={`Put off ${LONG}`} onClose={nothing} onChoose={nothing} />
  )),
  entry('task dialog', ['task-dialog'], () => (
    <TaskDialog customerId={idAt(0)} onClose={nothing} />
  )),
]
