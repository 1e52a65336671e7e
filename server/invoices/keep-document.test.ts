// PDFs of invoices over the ledger: what is kept, what is refused, who sees it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementOf } from '../reports/statement.ts'
import { drawStatement } from '../reports/statement-pdf.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { aCustomer, anInvoice, anOrganization, type SceneOrganization } from
  '../testing/mail-scene.ts'
import { documentsByInvoice, downloadDocument, findDocument, keepDocument } from
  './keep-document.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n')

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(() => installation.close())

test.each([
  ['a page that is called a PDF', Buffer.from('<html>%%EOF')],
  ['half a PDF', PDF.subarray(0, 20)],
])('%s is refused', async (_, content) => {
  const customerId = await aCustomer(org)
  const invoiceId = await anInvoice(org, { customerId, number: `N-${content.length}` })
  await expect(org.do((open) => keepDocument(open, invoiceId, { name: 'a.pdf', content })))
    .rejects.toThrow('not a whole PDF')
})

test('a PDF is kept byte for byte, a second one replaces it, another customer gets neither', async () => {
  const customerId = await aCustomer(org)
  const invoiceId = await anInvoice(org, { customerId, number: 'N-1' })
  const other = await anOrganization(installation)
  await org.do(async (open) => {
    await keepDocument(open, invoiceId, { name: 'first', content: Buffer.concat([PDF, PDF]) })
    await keepDocument(open, invoiceId, { name: '../N-1', content: PDF })
    expect(await findDocument(open, invoiceId)).toMatchObject({ name: 'N-1.pdf',
      sizeBytes: PDF.length })
    const got = await (await downloadDocument(open, invoiceId)).arrayBuffer()
    expect(Buffer.from(got).equals(PDF)).toBe(true)
    const stranger = await documentsByInvoice(open, { ids: [invoiceId],
      customerId: '00000000-0000-4000-8000-000000000000' })
    expect(stranger.size).toBe(0)
  })
  await expect(other.do((open) => findDocument(open, invoiceId))).rejects.toThrow('not exist')
})

test('a statement says what the ledger says, and its pages are numbered to the end', async () => {
  const customerId = await aCustomer(org, { name: 'Ελλάδα Łódź' })
  for (let n = 0; n < 60; n++) await anInvoice(org, { customerId, number: `S-${n}` })
  const statement = await org.do((open) => statementOf(open, customerId))
  expect(statement.parts).toMatchObject([{ currency: 'EUR', openMinor: 60 * 10_000,
    overdueMinor: 60 * 10_000, moreInvoices: 0 }])
  expect(statement.parts[0]?.invoices).toHaveLength(60)
  const pdf = await drawStatement(statement)
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBe(2)
})
