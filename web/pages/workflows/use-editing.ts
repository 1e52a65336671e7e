// The state of the editor: what is changed, what of it is saved, and who saved in between.
import { useEffect, useMemo, useRef, useState } from 'react'
import { getWorkflow, saveDraft } from '#contract/workflows.ts'
import { ApiProblem } from '../../api.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { problemFields } from '../../ui/problem-fields.ts'
import { begun, changed, redone, undone, type History } from './edit-history.ts'
import {
  bodyOf, editedFrom, errorsOf, isSame, type Edited, type Version,
} from './edited-workflow.ts'
import { dropChanges, storeChanges, storedChanges } from './unsaved-copy.ts'
import type { WorkflowAnswer } from './workflows-page.tsx'

const KEEP_AFTER_MS = 500

export const newestOf = (workflow: WorkflowAnswer): Version | null =>
  workflow.draft ?? workflow.published

/** What is on screen, what of it the server has, and which of its versions that was. */
function useBase(workflow: WorkflowAnswer, newest: Version) {
  const [start] = useState(() => {
    const copy = storedChanges(workflow.id)
    const saved = editedFrom(newest)
    const edited = copy === null ? saved : editedFrom(copy.body)
    const isRestored = copy !== null && !isSame(edited, saved)
    return { saved, edited: isRestored ? edited : saved,
      basedOn: isRestored && copy ? copy.basedOn : newest.id,
      restoredFrom: isRestored && copy ? copy.at : null }
  })
  const [history, setHistory] = useState(() => begun(start.edited))
  const [base, setBase] = useState({ saved: start.saved, basedOn: start.basedOn })
  const [restoredFrom, setRestoredFrom] = useState(start.restoredFrom)
  const edited = history.present
  const isDirty = useMemo(() => !isSame(edited, base.saved), [edited, base.saved])
  const { id } = workflow
  useEffect(() => {
    if (!isDirty) {
      dropChanges(id)
      return
    }
    const keep = () => storeChanges(id, edited, base.basedOn)
    const timer = setTimeout(keep, KEEP_AFTER_MS)
    window.addEventListener('pagehide', keep)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', keep)
    }
  }, [edited, isDirty, base.basedOn, id])
  return { history, setHistory, base, setBase, restoredFrom, setRestoredFrom, isDirty }
}

export function useEditing(workflow: WorkflowAnswer, newest: Version) {
  const state = useBase(workflow, newest)
  const { history, setHistory, base, setBase, setRestoredFrom, isDirty } = state
  const edited = history.present
  const [isChecked, setChecked] = useState(false)
  // Whatever we saved ourselves is no news, even while an older answer is still on screen.
  const own = useRef(new Set([base.basedOn]))
  const adopt = (version: Version, next: History<Edited>) => {
    own.current.add(version.id)
    setBase({ saved: editedFrom(version), basedOn: version.id })
    setHistory(next)
  }
  const isOvertaken = !own.current.has(newest.id)
  useEffect(() => {
    if (isOvertaken && !isDirty) adopt(newest, begun(editedFrom(newest)))
  })
  const { save, send } = useSaving(workflow, state, own)
  const isRight = () => {
    setChecked(true)
    return Object.keys(errorsOf(edited, workflow.level)).length === 0
  }
  const saveNow = (then?: () => void, basedOn = base.basedOn) => {
    if (!isRight()) return
    send(basedOn, () => {
      setChecked(false)
      then?.()
    })
  }
  const refused = useRefused(save.error, edited)
  const errors = useMemo(() => ({ ...refused, ...isChecked ? errorsOf(edited, workflow.level)
    : {} }), [refused, isChecked, edited, workflow.level])
  return {
    edited, errors, isDirty, isOvertaken, base, restoredFrom: state.restoredFrom,
    isSaving: save.isPending,
    /** Of the save itself; what belongs to a field stands there. */
    problem: save.error,
    isConflict: save.error instanceof ApiProblem && save.error.status === 409,
    change: (part: Partial<Edited>, group: string | null = null) =>
      setHistory((now) => changed(now, { ...now.present, ...part }, group)),
    undo: () => setHistory(undone), redo: () => setHistory(redone),
    canUndo: history.past.length > 0, canRedo: history.future.length > 0,
    saveNow, check: isRight, forgetProblem: () => save.reset(),
    /** Theirs on the screen; ours is then one undo away. */
    takeTheirs: () => {
      save.reset()
      adopt(newest, changed(history, editedFrom(newest)))
    },
    keepOurs: (then: () => void) => saveNow(then, newest.id),
    discard: () => {
      adopt(newest, begun(editedFrom(newest)))
      setRestoredFrom(null)
      setChecked(false)
      save.reset()
      dropChanges(workflow.id)
    },
  }
}

/** Sends what is on screen, with the version that it was changed from. */
function useSaving(
  workflow: WorkflowAnswer, { history, setBase, setRestoredFrom }: ReturnType<typeof useBase>,
  own: { current: Set<string> },
) {
  const params = { workflowId: workflow.id }
  const save = useDeed(saveDraft, (answer) => {
    const version = newestOf(answer)
    if (version === null) return
    queryClient.setQueryData([getWorkflow.path, { params }], answer)
    own.current.add(version.id)
    setRestoredFrom(null)
  })
  const send = (basedOn: string, then: () => void) => {
    const sent = history.present
    save.mutate({ params, body: { ...bodyOf(sent), basedOn } }, {
      onSuccess: (answer) => {
        setBase({ saved: sent, basedOn: newestOf(answer)?.id ?? basedOn })
        then()
      },
      // Refused, because somebody else saved: the page then shows what.
      onError: () => void queryClient.invalidateQueries({ queryKey: [getWorkflow.path] }),
    })
  }
  return { save, send }
}

export type Editing = ReturnType<typeof useEditing>

/** What the server did not take, as long as the field is as it was sent. */
function useRefused(error: Error | null, edited: Edited): Record<string, string> {
  const [sent, setSent] = useState<Edited | null>(null)
  useEffect(() => setSent(error === null ? null : edited), [error])
  return useMemo(() => {
    if (error === null || sent === null) return {}
    return Object.fromEntries(Object.entries(problemFields(error)).flatMap(([field, message]) => {
      const [head, place, ...rest] = field.split('.')
      if (head !== 'steps' || place === undefined) {
        return sent[head as keyof Edited] === edited[head as keyof Edited]
          ? [[field, message]] : []
      }
      const step = sent.steps[Number(place)]
      const at = edited.steps.findIndex((one) => one === step)
      return at < 0 ? [] : [[`steps.${at}.${rest.join('.')}`, message]]
    }))
  }, [error, sent, edited])
}
