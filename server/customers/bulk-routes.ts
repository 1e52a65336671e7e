// Answers: deeds on many customers at once, and taking them back.
import { changeCustomers, undoBulk } from '#contract/bulk.ts'
import { answer, type Route } from '../platform/http.ts'
import { changeMany, undoMany } from './bulk-change.ts'

export const bulkRoutes: Route[] = [
  answer(changeCustomers, (org, { body }) => changeMany(org, body)),
  answer(undoBulk, (org, { params }) => undoMany(org, params.bulkId)),
]
