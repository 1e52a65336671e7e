// Ordered rules: which workflow new customers follow, and who would move when they are applied.
import { fittingRule, type Filter } from '#domain/assignment-rule.ts'
import type { Level } from '#domain/workflow.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { move, usable } from './assign-workflow.ts'
import {
  readCandidates, readRules, replaceRules, type RuleRow, type SubjectRow,
} from './assignment-store.ts'
import { lockWorkflows, readWorkflows } from './store.ts'

export interface RuleWish {
  id?: string | undefined
  name: string
  workflowId: string
  filters: readonly Filter[]
}

export const listRules = async (org: Org, level: Level): Promise<RuleRow[]> =>
  (await readRules(org)).filter((rule) => rule.level === level)

/** The list as a whole, in its new order. Nobody is moved by this: that is asked for. */
export async function saveRules(
  org: Org, level: Level, wishes: readonly RuleWish[],
): Promise<RuleRow[]> {
  await lockWorkflows(org)
  await checkWishes(org, level, wishes)
  const known = new Set((await listRules(org, level)).map((rule) => rule.id))
  await replaceRules(org, level, wishes.map((wish) => ({
    // An id of somewhere else would take a rule away from there.
    ...wish, id: wish.id !== undefined && known.has(wish.id) ? wish.id : newId(),
  })))
  await recordEvent(org, { kind: 'rules_changed', detail: { level, count: wishes.length } })
  return listRules(org, level)
}

async function checkWishes(
  org: Org, level: Level, wishes: readonly RuleWish[],
): Promise<void> {
  for (const [index, wish] of wishes.entries()) {
    const workflow = await usable(org, wish.workflowId)
    if (workflow.level !== level) {
      throw invalid('These rules cannot be saved yet.', [{
        field: `rules.${index}.workflowId`,
        message: `“${workflow.name}” is at ${workflow.level} level.`,
      }])
    }
  }
}

export interface RuleMove {
  ruleName: string
  workflowId: string
  workflowName: string
  fromName: string | null
  count: number
  open: { currency: string; amountMinor: number }[]
}

export interface RulePreview {
  /** How many would move; give it back to apply exactly this. */
  count: number
  considered: number
  moves: RuleMove[]
  examples: {
    customerId: string; customerName: string; invoiceNumber: string | null; ruleName: string
    fromName: string | null; toName: string
  }[]
}

const EXAMPLES = 20
const BATCH = 1_000

/** Among those who chose nothing, or of all whom no person has put somewhere. Writes nothing. */
export async function previewRules(
  org: Org, level: Level, among: 'unassigned' | 'all', wishes: readonly RuleWish[] | null,
): Promise<RulePreview> {
  if (wishes) await checkWishes(org, level, wishes)
  const names = new Map((await readWorkflows(org, null)).map((row) => [row.id, row.name]))
  const rules = wishes === null ? await usableRules(org, level)
    : wishes.map((wish, place) => ({ ...wish, id: wish.id ?? String(place) }))
  const preview: RulePreview = { count: 0, considered: 0, moves: [], examples: [] }
  const moves = new Map<string, RuleMove>()
  await eachCandidate(org, level, among, async (subjects) => {
    preview.considered += subjects.length
    for (const { subject, rule } of moving(rules, subjects)) {
      preview.count++
      const fromName = subject.workflow_id === null ? null
        : names.get(subject.workflow_id) ?? null
      const toName = names.get(rule.workflowId) ?? ''
      addTo(moves, `${rule.id} ${subject.workflow_id}`, {
        ruleName: rule.name, workflowId: rule.workflowId, workflowName: toName, fromName,
      }, subject)
      if (preview.examples.length < EXAMPLES) {
        preview.examples.push({
          customerId: subject.customer_id, customerName: subject.customer_name,
          invoiceNumber: subject.invoice_number, ruleName: rule.name, fromName, toName,
        })
      }
    }
    return Promise.resolve()
  })
  return { ...preview, moves: [...moves.values()].sort((a, b) => b.count - a.count) }
}

function addTo(
  moves: Map<string, RuleMove>, key: string, of: Omit<RuleMove, 'count' | 'open'>,
  subject: SubjectRow,
): void {
  const one = moves.get(key) ?? { ...of, count: 0, open: [] }
  one.count++
  for (const [currency, amount] of Object.entries(subject.open_minor)) {
    const sum = one.open.find((money) => money.currency === currency)
    if (sum) sum.amountMinor += Number(amount)
    else one.open.push({ currency, amountMinor: Number(amount) })
  }
  moves.set(key, one)
}

/** Applies the saved rules; `expected` is the count that was seen, so that nobody moves unseen. */
export async function applyRules(
  org: Org, level: Level, wish: { among: 'unassigned' | 'all'; expected: number },
): Promise<{ moved: number; moveId: string | null }> {
  await lockWorkflows(org)
  const rules = await usableRules(org, level)
  const moveId = newId()
  let moved = 0
  await eachCandidate(org, level, wish.among, async (subjects) => {
    moved += await applyTo(org, level, rules, subjects, moveId)
  })
  if (moved !== wish.expected) {
    throw conflict(`${moved} would move now, not ${wish.expected}: look at the preview again.`)
  }
  return { moved, moveId: moved === 0 ? null : moveId }
}

/** For customers of one batch who have never had a run: only rules older than they are. */
export async function applyRulesToNew(
  org: Org, customerIds: readonly string[],
): Promise<void> {
  const rules = (await readRules(org)).filter((rule) => rule.isUsable)
  for (const level of ['customer', 'invoice'] as const) {
    const own = rules.filter((rule) => rule.level === level)
    if (own.length === 0) continue
    for (let after = ''; ;) {
      const subjects = await readCandidates(org, {
        level, among: 'new', customerIds, limit: BATCH, ...(after === '' ? {} : { after }),
      })
      const last = subjects.at(-1)
      if (!last) break
      after = last.id
      const since = own.reduce((latest, rule) =>
        (rule.changedAt > latest ? rule.changedAt : latest), '')
      // Who was here before the rules is moved when somebody asks for it, never silently.
      await applyTo(org, level, own, subjects.filter((one) => one.created_at >= since))
    }
  }
}

/** The rule that takes a customer who chose nothing; `isByItself`: the planner does it unasked. */
export async function ruleThatFits(
  org: Org, customerId: string,
): Promise<{ rule: RuleRow; isByItself: boolean } | null> {
  const rules = await usableRules(org, 'customer')
  const read = (among: 'new' | 'unassigned') =>
    readCandidates(org, { level: 'customer', among, customerIds: [customerId], limit: 1 })
  const [subject] = rules.length === 0 ? [] : await read('unassigned')
  const rule = subject === undefined ? null : fittingRule(rules, factsOfSubject(subject))
  if (rule === null) return null
  const [fresh] = await read('new')
  return { rule, isByItself: fresh !== undefined
    && rules.every(({ changedAt }) => fresh.created_at >= changedAt) }
}

async function applyTo(
  org: Org, level: Level, rules: readonly RuleRow[], subjects: readonly SubjectRow[],
  moveId?: string,
): Promise<number> {
  const byRule = new Map<RuleRow, string[]>()
  for (const { subject, rule } of moving(rules, subjects)) {
    byRule.set(rule, [...byRule.get(rule) ?? [], subject.id])
  }
  let moved = 0
  for (const [rule, ids] of byRule) {
    moved += (await move(org, {
      level, workflow: { id: rule.workflowId, name: rule.workflowName }, ids, by: 'rule',
      why: `by the rule “${rule.name}”`, ...(moveId === undefined ? {} : { moveId }),
    })).length
  }
  return moved
}

const moving = <Rule extends { workflowId: string; filters: readonly Filter[] }>(
  rules: readonly Rule[], subjects: readonly SubjectRow[],
): { subject: SubjectRow; rule: Rule }[] => subjects.flatMap((subject) => {
    const rule = fittingRule(rules, factsOfSubject(subject))
    return rule === null || rule.workflowId === subject.workflow_id ? [] : [{ subject, rule }]
  })

const factsOfSubject = (subject: SubjectRow) => ({
  country: subject.country, locale: subject.locale, zone: subject.zone,
  ownerId: subject.owner_id, name: subject.customer_name,
  reference: subject.customer_reference, openMinor: subject.open_minor,
})

const usableRules = async (org: Org, level: Level) =>
  (await listRules(org, level)).filter((rule) => rule.isUsable)

async function eachCandidate(
  org: Org, level: Level, among: 'unassigned' | 'all',
  work: (subjects: readonly SubjectRow[]) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined; ;) {
    const subjects = await readCandidates(org, {
      level, among, limit: BATCH, ...(after === undefined ? {} : { after }),
    })
    const last = subjects.at(-1)
    if (!last) return
    after = last.id
    await work(subjects)
  }
}
