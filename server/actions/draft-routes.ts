// Answers: drafts, their files, and templates put into them.
import * as contract from '#contract/drafts.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { readBytes } from '../platform/read-bytes.ts'
import { fillTemplate } from './fill-template.ts'
import { openDraft } from './open-draft.ts'
import {
  addFile, discardDraft, downloadFile, MOST_FILE_BYTES, removeFile, saveDraft,
} from './save-draft.ts'

export const draftRoutes: Route[] = [
  answer(contract.getDraft, (org, { params }) => openDraft(org, params.about)),
  answer(contract.saveDraft, async (org, { params, body }) => {
    await saveDraft(org, params.about, body)
    return openDraft(org, params.about)
  }),
  answer(contract.discardDraft, async (org, { params }) => {
    await discardDraft(org, params.about)
    return undefined
  }),
  answerOutside(contract.addDraftFile, async (installation, given) => {
    const { caller, params, query, request } = given
    const content = await readBytes(request, {
      mostBytes: MOST_FILE_BYTES,
      refusal: 'A file may have 25 MB; share a larger one by a link.',
    })
    return inOrganization(installation, orgIdOf(caller), caller.actor,
      (org) => addFile(org, params.about, { name: query.name, content }))
  }),
  answer(contract.removeDraftFile, async (org, { params }) => {
    await removeFile(org, params.about, params.fileId)
    return undefined
  }),
  answer(contract.getDraftFile, (org, { params }) =>
    downloadFile(org, params.about, params.fileId)),
  answer(contract.fillTemplate, (org, { params, body }) =>
    fillTemplate(org, { ...body, templateId: params.templateId })),
]
