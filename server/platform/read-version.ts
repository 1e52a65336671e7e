// The version of Duebox that runs, from package.json.
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { projectDir } from './start-installation.ts'

export function readVersion(): string {
  const text = fs.readFileSync(path.join(projectDir(), 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
