// Lets the servers on one data directory know of each other: a file a process, by its pid.
import fs from 'node:fs'
import path from 'node:path'
import { lives, nameOf } from './file-lock.ts'

/** The pids of the others that run, and how to leave. Files of killed ones are cleared away. */
export function joinServers(dataDir: string): { others: number[]; leave: () => void } {
  const dir = path.join(dataDir, 'servers')
  fs.mkdirSync(dir, { recursive: true })
  const own = path.join(dir, String(process.pid))
  const others: number[] = []
  for (const name of fs.readdirSync(dir)) {
    const file = path.join(dir, name)
    if (file !== own && lives(fs.readFileSync(file, 'utf8'))) others.push(Number(name))
    else fs.rmSync(file, { force: true })
  }
  fs.writeFileSync(own, nameOf(process.pid))
  return { others, leave: () => fs.rmSync(own, { force: true }) }
}
