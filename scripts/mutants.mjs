// npm run mutants: breaks the rules one by one and sees that a test of the domain fails each time.
// Works on a copy; writes what caught each into docs/mutants.md.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureInstalled, root } from './ensure.mjs'
import { MUTANTS } from './mutants-list.mjs'

ensureInstalled()
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-mutants-'))
fs.cpSync(path.join(root, 'domain'), path.join(copy, 'domain'), { recursive: true })
fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
fs.writeFileSync(path.join(copy, 'package.json'), JSON.stringify({
  type: 'module', imports: { '#domain/*': './domain/*' },
}))
const TESTS = ['plan', 'plan-model', 'plan-properties', 'promise', 'promise-steps', 'hold', 'balance',
  'payment', 'migrate-run', 'assignment-rule', 'pending', 'send-budget', 'apply-cash',
  'start-choice', 'business-day', 'day', 'contact-rules', 'sms/quiet-hours',
  'simulation/daily-limit'].map((name) => `domain/${name}.test.ts`)
const report = path.join(copy, 'report.json')

/** The first test that fails; null when all pass. */
function firstFailure() {
  fs.rmSync(report, { force: true })
  // With time enough, so that a busy machine is not taken for a mutant that was caught.
  spawnSync(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail=1',
    '--testTimeout=120000', '--root', copy, '--reporter=json', `--outputFile=${report}`, ...TESTS],
  { stdio: 'ignore' })
  const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8'))
  for (const file of testResults) {
    const failed = file.assertionResults.find((one) => one.status === 'failed')
    if (failed) return failed.fullName.trim()
    if (file.status === 'failed') return 'it does not load'
  }
  return null
}

try {
  if (firstFailure() !== null) throw new Error('The tests fail before anything is broken.')
  const rows = []
  let survived = 0
  for (const [what, name, from, to] of MUTANTS) {
    const file = path.join(copy, 'domain', name)
    const text = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, text.replace(from, () => to))
    const caught = firstFailure()
    fs.writeFileSync(file, text)
    if (caught === null) survived++
    process.stdout.write(`${caught === null ? 'SURVIVED' : 'caught  '}  ${what}\n`)
    rows.push(`| ${what} | \`domain/${name}\` | ${caught ?? '**nothing**'} |`)
  }
  fs.writeFileSync(path.join(root, 'docs/mutants.md'), page(rows, survived))
  process.stdout.write(`\n${rows.length - survived} of ${rows.length} caught\n`)
  process.exitCode = survived === 0 ? 0 : 1
} finally {
  fs.rmSync(copy, { recursive: true, force: true })
}

function page(rows, survived) {
  return `# What the rules' tests catch

Made by \`npm run mutants\`: each wrong of \`scripts/mutants-list.mjs\` is put into a copy of the rules,
alone, and the first test that fails is named. ${rows.length - survived} of ${rows.length} are caught.

| what goes wrong | where | caught by |
|---|---|---|
${rows.join('\n').replaceAll('\n\n', '\n')}
`
}
