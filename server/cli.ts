// The same verbs from a terminal. With --json nothing but JSON is on stdout.
import { Command, Option } from 'commander'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ENDPOINTS } from '#contract/all.ts'
import { IMPORT_KINDS } from '#contract/imports.ts'
import { ROLES } from '#contract/endpoint.ts'
import { STARTS } from '#domain/starts.ts'
import {
  readDateFormat, readableFile, readKind, readMapping, readMoment, readRole, wholeNumber,
  type DateFormat,
} from './cli/arguments.ts'
import { chooseOrganization } from './cli/choose-organization.ts'
import { doctorText } from './cli/doctor-text.ts'
import { importFile, importText } from './cli/import-file.ts'
import { simulateFor, type SimulateOptions } from './cli/simulate-command.ts'
import { simulationText } from './cli/simulate-text.ts'
import { planText } from './cli/plan-text.ts'
import { whyFor, whyText } from './cli/why-command.ts'
import type { ImportWish } from './imports/run-import.ts'
import { runDoctor } from './reports/doctor.ts'
import { smsCommand } from './channels/sms/sms-command.ts'
import { mailCommand } from './inbox/mail-command.ts'
import { apiPage } from './platform/api-page.ts'
import { readConfig, type Config } from './platform/config.ts'
import { Problem } from './platform/errors.ts'
import { inOrganization } from './platform/in-organization.ts'
import type { Installation } from './platform/installation.ts'
import { openApiDocument } from './platform/openapi.ts'
import { writeSchema } from './platform/write-schema.ts'
import { readVersion } from './platform/read-version.ts'
import { projectDir, startInstallation } from './platform/start-installation.ts'
import { intakeAddressOf } from './settings/addresses.ts'
import { createOrganization } from './settings/create-organization.ts'
import { accountToOwn, addOwner } from './team/add-owner.ts'
import { createApiKey } from './team/api-key.ts'
import { setUpToken } from './team/set-up.ts'
import { organizationsOf } from './platform/list-organizations.ts'
import { advanceClock, type Advance } from './workflows/advance-clock.ts'
import { previewAutomation, setAutomation } from './workflows/automation.ts'
import type { Beginning } from './workflows/begin-runs.ts'
import { dryRun } from './workflows/dry-run.ts'
import { furnish } from './workflows/furnish.ts'
import { confirmOnlyCopy, guardCopy } from './workflows/guard-copy.ts'

const ACTOR = 'cli'

const program = new Command('duebox')
  .description('Duebox from a terminal. It works on the same data whether the server runs or not.')
  .showHelpAfterError('Add --help to see how it is written.')
  .version(readVersion(), '--version', 'the version of Duebox')

/** Opens the installation around a command, prints its answer, and closes. */
async function withInstallation<T>(
  work: (installation: Installation) => Promise<T>,
  show: { json?: boolean | undefined; text: (answer: T) => string },
  change: Partial<Config> = {},
): Promise<void> {
  const installation = await startInstallation(() => {}, { logLevel: 'warn', ...change })
  try {
    await guardCopy(installation, (line) => process.stderr.write(`${line}\n`))
    const answer = await work(installation)
    const text = show.json ? JSON.stringify(answer, null, 2) : show.text(answer)
    await new Promise<void>((resolve) => { process.stdout.write(`${text}\n`, () => resolve()) })
  } finally {
    await installation.database.close()
  }
}

interface OfOrganization {
  org?: string
  json?: boolean
}

const chosen = async (installation: Installation, given: string | undefined): Promise<string> =>
  chooseOrganization(await organizationsOf(installation), given).id

const org = program.command('org').description('organizations')

org.command('create')
  .description('make an organization and an API key for it')
  .requiredOption('--name <name>', 'its name', 'My company')
  .option('--country <code>', 'two-letter country; its public holidays are observed')
  .option('--currency <code>', 'three-letter currency', 'EUR')
  .option('--zone <zone>', 'IANA time zone', 'UTC')
  .option('--locale <locale>', 'language of messages', 'en')
  .option('--sandbox', 'with a clock of its own; nothing leaves this machine')
  .option('--now <moment>', 'where the sandbox clock stands, such as 2026-03-02T08:00:00Z',
    readMoment)
  .option('--owner <email>', 'an account that is there already, as its owner')
  .option('--bare', 'without the starter workflow and templates')
  .option('--json', 'print JSON')
  .action((given: {
    name: string; country?: string; currency: string; zone: string; locale: string
    sandbox?: boolean; now?: string; owner?: string; bare?: boolean; json?: boolean
  }) => withInstallation(async (installation) => {
    const owner = given.owner === undefined ? null
      : await accountToOwn(installation, given.owner)
    const isSandbox = given.sandbox === true || given.now !== undefined
    const organizationId = await createOrganization(installation, ACTOR, {
      name: given.name, country: given.country?.toUpperCase() ?? null,
      currency: given.currency.toUpperCase(), zone: given.zone, locale: given.locale,
      sandboxNow: isSandbox ? given.now ?? installation.now() : null,
    }, given.bare ? async () => {} : furnish)
    return inOrganization(installation, organizationId, ACTOR, async (opened) => {
      if (owner) await addOwner(opened, owner)
      return {
        organizationId, name: given.name, isSandbox, now: opened.now, owner: owner?.email ?? null,
        apiKey: (await createApiKey(opened, { name: 'CLI', role: 'owner' })).key,
        intakeAddress: intakeAddressOf(opened), apiUrl: `${installation.config.publicUrl}/api/v1`,
      }
    })
  }, {
    json: given.json,
    text: (made) => `Organization ${made.organizationId}\nAPI key      ${made.apiKey}\n`
      + `Mail intake  ${made.intakeAddress}\nOwner        `
      + (made.owner ?? 'nobody yet; it is reached by the API key (--owner names one)'),
  }))

org.command('list').description('all organizations').option('--json', 'print JSON')
  .action((given: { json?: boolean }) => withInstallation(organizationsOf, {
    json: given.json,
    text: (all) => all.map((one) => `${one.id}  ${one.name}${one.isSandbox ? '  (sandbox)' : ''}`)
      .join('\n') || 'None yet.',
  }))

program.command('import')
  .description(`import a CSV file: ${IMPORT_KINDS.join(', ')}`)
  .argument('<kind>', 'what the file holds', readKind)
  .argument('<file>', 'the file', readableFile)
  .option('--org <id>', 'organization').option('--json', 'print JSON')
  .option('--dry-run', 'read and check, write nothing')
  .option('--date-format <format>', 'auto, dmy, mdy or ymd', readDateFormat, 'auto' as const)
  .option('--map <their=our>', "a column, such as 'Invoice no.=number'; once for each",
    readMapping, {})
  .option('--errors <file>', 'write the refused rows there, with line, code and reason')
  .addHelpText('after', '\nExit code: 0 all rows went in, 2 some were refused, 1 nothing was done.')
  .action((kind: ImportWish['kind'], file: string, given: OfOrganization & {
    dryRun?: boolean; dateFormat: DateFormat; map: Record<string, string>; errors?: string
  }) => withInstallation(async (installation) => {
    const orgId = await chosen(installation, given.org)
    const done = await importFile(installation, {
      orgId, actor: ACTOR, kind, dateFormat: given.dateFormat, mapping: given.map,
      dryRun: given.dryRun === true,
    }, { file, errors: given.errors })
    if (done.failed > 0) process.exitCode = 2
    return done
  }, { json: given.json, text: (done) => importText(done, given) }))

program.command('plan')
  .description('dry run: what would go out, what not and why; writes nothing')
  .option('--as-of <moment>', 'a day (then its send time) or a moment')
  .option('--org <id>', 'organization').option('--json', 'print JSON')
  .option('--all', 'every run with its next date, not only what is due')
  .option('--limit <count>', 'most lines', wholeNumber(1), 500)
  .action((given: OfOrganization & { asOf?: string; all?: boolean; limit: number }) =>
    withInstallation(async (installation) => dryRun(installation,
      await chosen(installation, given.org),
      { asOf: given.asOf, limit: given.limit, only: given.all ? 'all' : 'due' }), {
      json: given.json,
      text: (run) => [`As of ${run.asOf}: ${run.wouldGo} would go, ${run.held} held.`,
        ...run.items.map((line) => planText(line, run.asOf))].join('\n'),
    }))

program.command('why')
  .description('why a customer is contacted or not, and what would change it')
  .requiredOption('--customer <reference>', 'its number in your ledger')
  .option('--on <day>', 'a day that is gone or to come; left out, now')
  .option('--org <id>', 'organization').option('--json', 'print JSON')
  .action((given: OfOrganization & { customer: string; on?: string }) =>
    withInstallation(async (installation) =>
      whyFor(installation, await chosen(installation, given.org), given),
    { json: given.json, text: whyText }))

program.command('simulate')
  .description('plays the days to come over the ledger as it is; writes nothing')
  .option('--days <count>', 'up to 180', wholeNumber(1), 60)
  .option('--workflow <name>', 'one workflow in another version; else all as they run')
  .option('--version <which>', 'published, draft or a number', 'published')
  .option('--everybody', 'as if everybody of its level followed that workflow')
  .option('--scenario <name>', 'nobody pays, as-last-year, or sliders', 'nobody')
  .option('--share <percent>', 'sliders: share of the invoices paid', wholeNumber(0), 30)
  .option('--within <days>', 'sliders: days after a reminder', wholeNumber(1), 7)
  .option('--from <day>', 'a back-test: plays the past from that day')
  .option('--org <id>', 'organization').option('--json', 'print JSON')
  .action((given: SimulateOptions) => withInstallation(async (installation) =>
    simulateFor(installation, await chosen(installation, given.org), given), {
    json: given.json, text: simulationText,
  }))

program.command('clock').description('the clock of a sandbox').command('advance')
  .description('move it forward; everything that falls due on the way happens')
  .option('--days <count>', 'by days', wholeNumber(1))
  .option('--to <moment>', 'to a day (then its send time) or a moment')
  .option('--next-event', 'to the next planned moment')
  .option('--org <id>', 'organization').option('--json', 'print JSON')
  .action((given: OfOrganization & { days?: number; to?: string; nextEvent?: boolean }) =>
    withInstallation(async (installation) => advanceClock(installation,
      await chosen(installation, given.org), ACTOR, advanceOf(given)), {
      json: given.json,
      text: (moved) => `It is ${moved.now}. ${moved.sent} sent, ${moved.planned} planned, `
        + `${moved.unclear} unclear.`,
    }))

function advanceOf(given: { days?: number; to?: string; nextEvent?: boolean }): Advance {
  if (given.days !== undefined) return { days: given.days }
  if (given.to !== undefined) return { to: given.to }
  if (given.nextEvent) return { by: 'next_event' }
  throw new Error('Say how far: --days 1, --to 2026-03-10, or --next-event.')
}

program.command('automation').argument('<on|off|show|confirm-copy>', 'what to do')
  .description('the master switch of automatic sending; confirm-copy says of a restored or copied '
    + 'database that no other one sends')
  .option('--count <count>', 'how many messages leave today, as `show` says', wholeNumber(0))
  .addOption(new Option('--start <how>', 'where runs on old debt begin').choices([...STARTS])
    .default('catch_up'))
  .option('--spread-days <days>', 'business days to spread the first messages over',
    wholeNumber(1), 1)
  .option('--org <id>', 'organization').option('--json', 'print JSON')
  .action((what: string, given: OfOrganization & Beginning & { count?: number }) =>
    withInstallation(async (installation) => {
      const orgId = await chosen(installation, given.org)
      const { start, spreadDays } = given
      if (what === 'show') return previewAutomation(installation, orgId, { start, spreadDays })
      if (what === 'confirm-copy') {
        await confirmOnlyCopy(installation, orgId, ACTOR)
        return previewAutomation(installation, orgId)
      }
      if (what !== 'on' && what !== 'off') throw new Error('Say on, off, show or confirm-copy.')
      return setAutomation(installation, orgId, { actor: ACTOR, role: 'owner' },
        { isOn: what === 'on', typedCount: given.count, start, spreadDays })
    }, {
      json: given.json,
      text: (view) => `Automatic sending is ${view.isOn ? 'on' : 'off'}. ${view.today} messages `
        + `leave today, ${view.week} within seven days.`,
    }))

program.command('api-key').description('API keys').command('create')
  .option('--name <name>', 'what it is for', 'CLI')
  .option('--role <role>', ROLES.join(', '), readRole, 'admin' as const)
  .option('--org <id>', 'organization').option('--json', 'print JSON')
  .action((given: OfOrganization & { name: string; role: (typeof ROLES)[number] }) =>
    withInstallation(async (installation) => inOrganization(installation,
      await chosen(installation, given.org), ACTOR,
      (opened) => createApiKey(opened, { name: given.name, role: given.role })), {
      json: given.json, text: (made) => made.key,
    }))

program.command('doctor').description('checks every invariant, read-only; exit code 1 on a breach')
  .option('--json', 'print JSON')
  .action((given: { json?: boolean }) => withInstallation(async (installation) => {
    const report = await runDoctor(installation)
    if (report.breaches > 0) process.exitCode = 1
    return report
  }, { json: given.json, text: ({ checks }) => doctorText(checks) }))

program.command('token').description('the one-time set-up link, while it is needed')
  .action(() => withInstallation(async (installation) => {
    const token = await setUpToken(installation)
    return token ? `${installation.config.publicUrl}/setup?token=${token}`
      : 'This installation is set up already.'
  }, { text: (link) => link }))

program.addCommand(mailCommand())
program.addCommand(smsCommand())

program.command('schema').description('writes database/schema.sql, the whole schema for reading')
  .action(async () => {
    // From the migrations alone: in a database of its own, which goes again.
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-schema-'))
    fs.chmodSync(dataDir, 0o755)
    await withInstallation((installation) =>
      writeSchema(installation.database.db, path.join(projectDir(), 'database/schema.sql')),
    { text: (file) => `Wrote ${path.relative(projectDir(), file)}.` },
    { dataDir, databaseUrl: undefined })
    fs.rmSync(dataDir, { recursive: true, force: true })
  })

program.command('openapi').description('prints the OpenAPI 3.1 document of this version')
  .option('--page', 'as a table for reading (docs/api.md)')
  .action((given: { page?: boolean }) => {
    const { publicUrl } = readConfig(process.env, projectDir())
    process.stdout.write(given.page ? apiPage(ENDPOINTS)
      : `${JSON.stringify(openApiDocument(ENDPOINTS, `${publicUrl}/api/v1`), null, 2)}\n`)
  })

program.parseAsync().then(() => process.exit(process.exitCode ?? 0), (error: unknown) => {
  const fields = error instanceof Problem
    ? error.fields.map((field) => `\n  ${field.field}: ${field.message}`).join('') : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${fields}\n`)
  process.exit(1)
})
