// npm run pictures: takes the pictures of the documents in docs/images/ from a fresh Duebox with
// sample data; with a folder, pictures of every page, each checked for accessibility and width.
import path from 'node:path'
import { ensureBuilt, ensureInstalled, root, run } from './ensure.mjs'

ensureInstalled()
ensureBuilt()
const [folder, ...rest] = process.argv.slice(2)
run(process.execPath, ['--import', 'tsx', path.join(root, 'e2e/screenshots.ts'),
  ...(folder ? [path.resolve(folder), ...rest] : [])])
