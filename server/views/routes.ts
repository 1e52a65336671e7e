// Answers: saved views of lists, and how each person wants to see a list.
import * as contract from '#contract/views.ts'
import { answer, type Route } from '../platform/http.ts'
import { addView, changeLook, changeView, deleteView, readViews } from './save-view.ts'

export const viewRoutes: Route[] = [
  answer(contract.listViews, (org, { query, caller }) => readViews(org, caller, query.list)),
  answer(contract.createView, (org, { body, caller }) => addView(org, caller, body)),
  answer(contract.saveView, (org, { params, body, caller }) =>
    changeView(org, caller, params.viewId, body)),
  answer(contract.deleteView, async (org, { params, caller }) => {
    await deleteView(org, caller, params.viewId)
    return undefined
  }),
  answer(contract.saveLook, (org, { params, body, caller }) =>
    changeLook(org, caller, params.list, body)),
]
