import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nameOf } from './file-lock.ts'
import { joinServers } from './join-servers.ts'

test('a server hears of those that run, and of none that was killed', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-beside-'))
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const pid = other.pid ?? 0
  fs.mkdirSync(path.join(dir, 'servers'))
  fs.writeFileSync(path.join(dir, 'servers', String(pid)), nameOf(pid))
  const first = joinServers(dir)
  expect(first.others).toEqual([pid])
  first.leave()
  other.kill('SIGKILL')
  await once(other, 'exit')
  expect(joinServers(dir).others).toEqual([])
  fs.rmSync(dir, { recursive: true })
})
