// Answers: lists as CSV, and the whole organization as a file.
import * as exports from '#contract/exports.ts'
import { answer, answerOutside, orgIdOf, type Caller, type Route } from '../platform/http.ts'
import type { Installation } from '../platform/installation.ts'
import { cursorOf, readCursor } from '../platform/page.ts'
import { exportList, type ListWish } from './export-list.ts'
import { openExport, startExport, toExport } from './export-organization.ts'
import { exportsBefore } from './org-export-store.ts'

const file = (installation: Installation, caller: Caller, wish: ListWish) =>
  Promise.resolve(new Response(
    exportList(installation, { orgId: orgIdOf(caller), actor: caller.actor }, wish), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${wish.list}.csv"`,
        'cache-control': 'private, no-store',
      },
    }))

export const exportRoutes: Route[] = [
  answerOutside(exports.exportCustomers, (installation, { caller, query }) =>
    file(installation, caller, { list: 'customers', query })),
  answerOutside(exports.exportInvoices, (installation, { caller, query }) =>
    file(installation, caller, { list: 'invoices', query })),
  answerOutside(exports.exportContacts, (installation, { caller }) =>
    file(installation, caller, { list: 'contacts' })),
  answerOutside(exports.exportCreditNotes, (installation, { caller }) =>
    file(installation, caller, { list: 'credit_notes' })),
  answerOutside(exports.exportPayments, (installation, { caller }) =>
    file(installation, caller, { list: 'payments' })),
  answer(exports.startOrgExport, (org) => startExport(org)),
  answer(exports.listOrgExports, async (org, { query }) => {
    const rows = await exportsBefore(org, readCursor(query.cursor, 2), query.limit + 1)
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    return {
      items: shown.map(toExport),
      nextCursor: rows.length > query.limit && last ? cursorOf([last.started_at, last.id]) : null,
    }
  }),
  answerOutside(exports.getOrgExport, (installation, { caller, params }) =>
    openExport(installation, { orgId: orgIdOf(caller), actor: caller.actor,
      id: params.exportId })),
]
