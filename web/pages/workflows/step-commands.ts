// What is done to steps by keys and buttons: each deed said aloud, each undone by one key.
import { t } from '@lingui/core/macro'
import { useEffect, useRef, useState } from 'react'
import { inOrderOfDays } from '#domain/step-days.ts'
import { useShortcut } from '../../keys.ts'
import { toastUndo } from '../../ui/toast.tsx'
import {
  addedAfter, daySentence, duplicated, moved, nudged, titleOf, type EditedStep,
} from './edited-workflow.ts'
import type { Editing } from './use-editing.ts'

type Place = 'line' | 'list'

export interface StepCommands {
  openId: string | null
  open: (id: string | null) => void
  toggle: (id: string) => void
  change: (id: string, part: Partial<EditedStep>, group?: string) => void
  setDay: (id: string, offsetDays: number) => void
  move: (from: number, to: number) => void
  add: (afterId: string | null) => void
  duplicate: (id: string) => void
  remove: (id: string) => void
  sort: () => void
  /** What was done last, for those who hear the page. */
  said: string
  say: (text: string) => void
}

/** The step whose mark has the keyboard's attention, and where that mark is. */
function focusedMark(): { id: string; place: Place } | null {
  const mark = document.activeElement
  if (!(mark instanceof HTMLElement)) return null
  const { stepMark: id, stepPlace: place } = mark.dataset
  return id === undefined ? null : { id, place: place === 'list' ? 'list' : 'line' }
}

/** The sheet of a step is a dialog too, but part of the editor. */
function isInDialog(): boolean {
  const dialog = document.activeElement?.closest('[role="dialog"]') ?? null
  return dialog !== null && dialog.querySelector('[data-step-sheet]') === null
}

function focusMark(id: string, place: Place): void {
  const mark = document.querySelector<HTMLElement>(
    `[data-step-mark="${CSS.escape(id)}"][data-step-place="${place}"]`)
  mark?.focus()
  mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** Focus follows a step through what is done to it, once the page shows it at its new place. */
function useFocus() {
  const wanted = useRef<{ id: string; place: Place } | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    focusMark(wanted.current.id, wanted.current.place)
    wanted.current = null
  })
  return (id: string, place: Place | undefined = focusedMark()?.place) => {
    if (place !== undefined) wanted.current = { id, place }
  }
}

export function useStepCommands(
  editing: Editing, whyNot: string | null, onAdded: (id: string) => void,
): StepCommands {
  const { edited: { steps }, change: write } = editing
  const [openId, setOpenId] = useState<string | null>(null)
  const [said, say] = useState('')
  const keepFocus = useFocus()
  const set = (next: EditedStep[], group?: string) => write({ steps: next }, group ?? null)
  const nameOf = (id: string) => {
    const step = steps.find((one) => one.id === id)
    return step ? titleOf(step) : t`Step`
  }
  const put = (made: ReturnType<typeof addedAfter>, words: string) => {
    if (made === null) {
      say(t`A workflow has at most 60 steps.`)
      return
    }
    set(made.steps)
    setOpenId(made.added.id)
    onAdded(made.added.id)
    say(`${words}, ${daySentence(made.added.trigger)}.`)
  }
  const commands: StepCommands = {
    openId, said, say,
    open: setOpenId,
    toggle: (id) => setOpenId(id === openId ? null : id),
    change: (id, part, group) => set(steps.map((step) =>
      (step.id === id ? { ...step, ...part } : step)), group && `${id} ${group}`),
    setDay: (id, offsetDays) => {
      const step = steps.find((one) => one.id === id)
      if (!step) return
      const trigger = { ...step.trigger, offsetDays }
      commands.change(id, { trigger })
      keepFocus(id)
      say(`${titleOf(step)}: ${daySentence(trigger)}.`)
    },
    move: (from, to) => {
      const id = steps[from]?.id
      if (id === undefined || to < 0 || to >= steps.length) return
      set(moved(steps, from, to))
      keepFocus(id)
      say(`${nameOf(id)} is number ${to + 1} of ${steps.length}.`)
    },
    add: (afterId) => put(addedAfter(steps, afterId), t`Step added`),
    duplicate: (id) => put(duplicated(steps, id), t`${nameOf(id)} duplicated`),
    remove: (id) => {
      if (steps.length === 1) {
        say(t`A workflow needs at least one step.`)
        return
      }
      const at = steps.findIndex((step) => step.id === id)
      const next = steps[at + 1] ?? steps[at - 1]
      if (next) keepFocus(next.id)
      set(steps.filter((step) => step.id !== id))
      if (openId === id) setOpenId(null)
      say(t`${nameOf(id)} removed.`)
      toastUndo(t`“${nameOf(id)}” was removed.`, editing.undo)
    },
    sort: () => {
      set(inOrderOfDays(steps))
      say(t`The steps are in the order of their days.`)
    },
  }
  useStepKeys(commands, steps, whyNot)
  return commands
}

/** Only where a mark has the focus, or a step is open; else the key is somebody else's. */
function useStepKeys(
  commands: StepCommands, steps: readonly EditedStep[], whyNot: string | null,
): void {
  const onMark = (run: (id: string, at: number, place: Place) => void) => () => {
    const mark = focusedMark()
    const at = steps.findIndex((step) => step.id === mark?.id)
    if (mark === null || at < 0) return false
    run(mark.id, at, mark.place)
    return true
  }
  const onStep = (run: (id: string, at: number) => void) => () => {
    const id = focusedMark()?.id ?? commands.openId
    const at = steps.findIndex((step) => step.id === id)
    if (id === null || at < 0 || isInDialog()) return false
    run(id, at)
    return true
  }
  const days = (count: number) => onMark((id, at) => {
    const trigger = steps[at]?.trigger
    if (trigger) commands.setDay(id, nudged(trigger, count).offsetDays)
  })
  const walk = (by: number) => onMark((_, at, place) => {
    const next = steps[at + by]
    if (next) focusMark(next.id, place)
  })
  const mayEdit = whyNot === null
  useShortcut('stepNext', walk(1))
  useShortcut('stepPrevious', walk(-1))
  useShortcut('stepEarlier', days(-1), mayEdit)
  useShortcut('stepLater', days(1), mayEdit)
  useShortcut('stepWeekEarlier', days(-7), mayEdit)
  useShortcut('stepWeekLater', days(7), mayEdit)
  useShortcut('stepUp', onStep((_, at) => commands.move(at, at - 1)), mayEdit)
  useShortcut('stepDown', onStep((_, at) => commands.move(at, at + 1)), mayEdit)
  useShortcut('stepDuplicate', onStep((id) => commands.duplicate(id)), mayEdit)
  useShortcut('stepRemove', onMark((id) => commands.remove(id)), mayEdit)
  useShortcut('stepRemoveToo', onMark((id) => commands.remove(id)), mayEdit)
  useShortcut('stepAdd', () => commands.add(focusedMark()?.id ?? commands.openId), mayEdit)
}

/** Undo and redo, unless somebody types in a dialog above the editor. */
export function useHistoryKeys(editing: Editing, say: (text: string) => void): void {
  useShortcut('undo', () => {
    if (isInDialog() || !editing.canUndo) return false
    editing.undo()
    say(t`Undone.`)
    return true
  })
  useShortcut('redo', () => {
    if (isInDialog() || !editing.canRedo) return false
    editing.redo()
    say(t`Done again.`)
    return true
  })
}
