// Answers: what is known of a person, handing it out, and erasing it.
import * as contract from '#contract/erasure.ts'
import { answer, type Route } from '../../platform/http.ts'
import { erasePerson, exportPerson, previewErasure } from './erase-person.ts'
import { listRetained } from './list-retained.ts'

export const erasureRoutes: Route[] = [
  answer(contract.previewErasure, (org, { params }) => previewErasure(org, params.contactId)),
  answer(contract.exportPerson, (org, { params }) => exportPerson(org, params.contactId)),
  answer(contract.erasePerson, (org, { params, body }) =>
    erasePerson(org, params.contactId, body)),
  answer(contract.listRetained, async (org, { params }) =>
    ({ items: await listRetained(org, params.customerId) })),
]
