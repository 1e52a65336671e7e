// Builds the gallery into a folder of its own and serves it; it needs no server of ours.
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { build } from 'vite'

const web = path.join(import.meta.dirname, '../web')

export interface GalleryPages {
  address: string
  close: () => Promise<void>
}

export async function openGalleryPages(): Promise<GalleryPages> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-gallery-'))
  await build({
    root: web, configFile: path.join(web, 'vite.config.ts'), logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true,
      rolldownOptions: { input: [path.join(web, 'gallery.html')] } },
  })
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = path.join(folder, path.normalize(pathname))
    if (!file.startsWith(folder) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'text/plain' })
    fs.createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return {
    address: `http://127.0.0.1:${address.port}/gallery.html`,
    close: async () => {
      await new Promise((resolve) => { server.close(resolve) })
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

const TYPES: Record<string, string> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml',
}
