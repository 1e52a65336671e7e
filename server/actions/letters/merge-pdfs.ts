// Puts PDFs behind each other. One that cannot be opened gives a page that says so.
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'

export interface PdfPart {
  name: string
  content: Uint8Array
}

/** One group a letter; on both sides of the paper each begins on a new sheet. */
export async function mergePdfs(
  groups: readonly (readonly PdfPart[])[], { isDuplex }: { isDuplex: boolean },
): Promise<Buffer> {
  const merged = await PDFDocument.create()
  for (const group of groups) {
    const before = merged.getPageCount()
    for (const part of group) await append(merged, part)
    const count = merged.getPageCount() - before
    const last = merged.getPages().at(-1)
    if (isDuplex && count % 2 === 1 && last) merged.addPage([last.getWidth(), last.getHeight()])
  }
  return Buffer.from(await merged.save())
}

async function append(merged: PDFDocument, part: PdfPart): Promise<void> {
  const pages = await pagesOf(merged, part)
  if (pages === null) {
    const page = merged.addPage()
    const font = await merged.embedFont(StandardFonts.Helvetica)
    // The built-in fonts know few letters.
    const name = part.name.replace(/[^\x20-\x7e]/g, '?').slice(0, 80)
    page.drawText(`Enclosed here: ${name}`, { x: 72, y: 700, size: 12, font })
    page.drawText('This file is locked or damaged. Print it by itself.',
      { x: 72, y: 680, size: 12, font })
    return
  }
  for (const page of pages) merged.addPage(page)
}

/** What people attach may be anything: it is opened, never trusted. */
async function pagesOf(merged: PDFDocument, part: PdfPart) {
  try {
    const source = await PDFDocument.load(part.content, { updateMetadata: false })
    return await merged.copyPages(source, source.getPageIndices())
  } catch {
    return null
  }
}
