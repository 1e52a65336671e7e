// Answers: internal notes.
import * as contract from '#contract/notes.ts'
import { answer, type Route } from '../platform/http.ts'
import { changeNote, listNotes, readNote, removeNote, writeNote } from './write-note.ts'

export const noteRoutes: Route[] = [
  answer(contract.listNotes, (org, { params, query }) =>
    listNotes(org, { ...query, customerId: params.customerId })),
  answer(contract.writeNote, async (org, { params, body }) =>
    readNote(org, await writeNote(org, { ...body, customerId: params.customerId }))),
  answer(contract.changeNote, async (org, { params, body }) => {
    await changeNote(org, params.noteId, body.body)
    return readNote(org, params.noteId)
  }),
  answer(contract.removeNote, async (org, { params }) => {
    await removeNote(org, params.noteId)
    return undefined
  }),
]
