// Entry of `duebox mail …` alone: it starts at once, for nothing else of the server is loaded.
import { Command } from 'commander'
import { mailCommand } from './mail-command.ts'

const program = new Command('duebox').showHelpAfterError().addCommand(mailCommand())

program.parseAsync().then(() => process.exit(process.exitCode ?? 0), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
