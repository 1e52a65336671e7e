#!/usr/bin/env node
// The command line: makes the clone ready, then hands over. Only the command's answer is on stdout.
import path from 'node:path'
import { ensureBuilt, ensureInstalled, root } from './ensure.mjs'

ensureInstalled()
ensureBuilt()
await import(path.join(root, 'dist/server/cli.js'))
