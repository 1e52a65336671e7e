import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { withFileLock } from './file-lock.ts'

function lockFile(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-lock-'))
  onTestFinished(() => fs.rmSync(dir, { recursive: true }))
  return path.join(dir, 'lock')
}

test('work under one lock never overlaps', async () => {
  const file = lockFile()
  let inside = 0
  const work = async () => {
    inside += 1
    await sleep(20)
    return inside--
  }
  const seen = await Promise.all([1, 2, 3, 4].map(() => withFileLock(file, work)))
  expect(seen).toEqual([1, 1, 1, 1])
})

test('the lock is let go when the work fails', async () => {
  const file = lockFile()
  await expect(withFileLock(file, async () => { throw new Error('broke') })).rejects.toThrow('broke')
  expect(fs.readdirSync(path.dirname(file))).toEqual([])
})

test('a lock of a dead process is taken over', async () => {
  const file = lockFile()
  const { pid } = spawnSync('true')
  fs.writeFileSync(file, `${pid} 12345`)
  expect(await withFileLock(file, async () => 'worked')).toBe('worked')
})

test.runIf(process.platform === 'linux')(
  'a lock is taken over when its pid has gone to a stranger', async () => {
    const file = lockFile()
    // As after a container's restart: pid 1 lives, but not since then.
    fs.writeFileSync(file, '1 999999999999')
    expect(await withFileLock(file, async () => 'worked')).toBe('worked')
  })
