// Answers: the PDFs of invoices.
import * as contract from '#contract/documents.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { assert } from '../platform/errors.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { readBytes } from '../platform/read-bytes.ts'
import {
  downloadDocument, findDocument, keepDocument, MOST_DOCUMENT_BYTES, removeDocument,
} from './keep-document.ts'

export const documentRoutes: Route[] = [
  answerOutside(contract.keepInvoiceDocument, async (installation, given) => {
    const { caller, params, query, request } = given
    const content = await readBytes(request, {
      mostBytes: MOST_DOCUMENT_BYTES,
      refusal: 'The PDF of an invoice may have 10 MB; save it smaller.',
    })
    return inOrganization(installation, orgIdOf(caller), caller.actor, async (org) => {
      await keepDocument(org, params.invoiceId, { name: query.name, content })
      const document = await findDocument(org, params.invoiceId)
      assert(document, 'a document that was kept is there')
      return document
    })
  }),
  answer(contract.findInvoiceDocument, async (org, { params }) =>
    ({ document: await findDocument(org, params.invoiceId) })),
  answer(contract.getInvoiceDocument, (org, { params }) =>
    downloadDocument(org, params.invoiceId)),
  answer(contract.removeInvoiceDocument, async (org, { params }) => {
    await removeDocument(org, params.invoiceId)
    return undefined
  }),
]
