#!/usr/bin/env node
// The command line: makes the clone ready, then hands over. Only the command's answer is on stdout.
import path from 'node:path'
import { ensureBuilt, ensureInstalled, root } from './ensure.mjs'

ensureInstalled()
ensureBuilt()
// Judging mail needs neither database nor settings, so it is not made to wait for their loading.
const entry = process.argv[2] === 'mail' ? 'mail.js' : 'cli.js'
await import(path.join(root, 'dist/server', entry))
