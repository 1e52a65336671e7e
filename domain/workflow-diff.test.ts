import { expect, test } from 'vitest'
import { STEP_DEFAULTS, type Step, type WorkflowRules } from './workflow.ts'
import { diffWorkflows } from './workflow-diff.ts'

const aStep = (id: string, change: Partial<Step> = {}): Step => ({
  id, name: id, channel: 'email', mode: 'automatic', templateId: 't1', positions: [],
  trigger: { anchor: 'due', offsetDays: 14, unit: 'calendar' }, ...STEP_DEFAULTS, onFailure: [],
  ...change,
})
const second = (change: Partial<Step> = {}) => aStep('s', { name: 'Second reminder', ...change })
const rules = (steps: Step[], change: Partial<WorkflowRules> = {}) => ({
  entryLogic: 'standard' as const, mcdDays: 5, mcdScope: 'customer' as const, thresholdMinor: {},
  steps, ...change,
})
const names = {
  template: (id: string) => ({ t1: 'Friendly', t2: 'Firm' })[id] ?? '?',
  user: (id: string) => ({ m: 'Mara' })[id] ?? '?',
}
const told = (from: ReturnType<typeof rules>, to: ReturnType<typeof rules>) =>
  diffWorkflows(from, to, names).map((change) => change.text)
const due = (offsetDays: number, change: Partial<Step['trigger']> = {}) =>
  ({ trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const, ...change } })

test.each<[string, Partial<Step>, string[]]>([
  ['nothing', {}, []],
  ['its day', due(10), ['Step “Second reminder”: due+14 → due+10']],
  ['its day to before', due(-3), ['Step “Second reminder”: due+14 → due−3']],
  ['its day to the due day', due(0), ['Step “Second reminder”: due+14 → due day']],
  ['its unit', due(14, { unit: 'business' }),
    ['Step “Second reminder”: due+14 → due+14 business days']],
  ['its anchor', due(14, { anchor: 'issue' }), ['Step “Second reminder”: due+14 → issue+14']],
  ['its channel', { channel: 'letter' }, ['Step “Second reminder”: email → letter']],
  ['its mode', { mode: 'manual' }, ['Step “Second reminder”: automatic → manual']],
  ['its name', { name: 'Third' }, ['Step “Second reminder” is now called “Third”']],
  ['its owner', { owners: [{ kind: 'user', userId: 'm' }] },
    ['Step “Second reminder”: done by the account owner → Mara']],
  ['its recipients', { positions: ['payer'] },
    ['Step “Second reminder”: to the main contact → payer']],
  ['its template', { templateId: 't2' },
    ['Step “Second reminder”: template “Friendly” → “Firm”']],
  ['its sender', { sender: { kind: 'user', userId: 'm' } },
    ['Step “Second reminder”: in the name of the company → Mara']],
  ['its copies', { copies: { positions: ['payer'], accountOwner: true } },
    ['Step “Second reminder”: copies to nobody → payer, the account owner']],
  ['its PDFs', { attachments: { invoices: 'overdue', statement: true } },
    ['Step “Second reminder”: with it nothing → the PDFs of overdue invoices, the statement']],
  ['what is tried', { onFailure: ['next_contact', 'call'] },
    ['Step “Second reminder”: when nobody can be reached it is held → the next contact, a call']],
  ['two things', { ...due(10), mode: 'manual' },
    ['Step “Second reminder”: due+14 → due+10', 'Step “Second reminder”: automatic → manual']],
])('a step changes %s', (_, change, texts) => {
  expect(told(rules([second()]), rules([second(change)]))).toEqual(texts)
})

test('a field that has no sentence of its own is still named', () => {
  const changed: Step & { sendWindow: string } = { ...second(), sendWindow: 'morning' }
  expect(told(rules([second()]), rules([changed])))
    .toEqual(['Step “Second reminder”: send window changed'])
})

test.each([
  ['one is added', 'AB', 'AXB', ['Step “X” added: email, automatic, due+14, after “A”']],
  ['one is added in front', 'A', 'XA', ['Step “X” added: email, automatic, due+14, as the first']],
  ['one is removed', 'ABC', 'AC', ['Step “B” (due+14) removed']],
  ['the last moves to the front', 'ABC', 'CAB', ['Step “C” moved to the front']],
  ['the first moves back', 'ABC', 'BCA', ['Step “A” moved behind “C”']],
  ['one removed before others moves nobody', 'ABCD', 'BCD', ['Step “A” (due+14) removed']],
])('of the list of steps %s', (_, from, to, texts) => {
  const list = (ids: string) => rules([...ids].map((id) => aStep(id)))
  expect(told(list(from), list(to))).toEqual(texts)
})

test('the rules of the whole workflow are compared too', () => {
  expect(told(rules([]), rules([], {
    mcdDays: 0, mcdScope: 'workflow', entryLogic: 'contextual', thresholdMinor: { EUR: 500 },
  }))).toEqual([
    'Days between two contacts: 5 → 0',
    'The delay counts for: the customer → this workflow alone',
    'Those who come late: begin at the first step → begin at the step that fits',
    'Left alone below (EUR, smallest unit): 0 → 500',
  ])
})
