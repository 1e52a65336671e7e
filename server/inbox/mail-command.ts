// `duebox mail explain`: the verdict on messages in files, without a database.
import { Command } from 'commander'
import fs from 'node:fs'
import path from 'node:path'
import { explainMail } from './explain-mail.ts'
import { closeMailParser } from './parse-mail.ts'

/** One message is printed as one object; several, or a folder, as one line of JSON each. */
export function mailCommand(): Command {
  const mail = new Command('mail').description('e-mail, without touching any data')
  mail.command('explain')
    .description('what a raw message is taken for, as JSON; several or a folder: one line each')
    .argument('<file...>', 'files or folders; - for the standard input')
    .option('--lines', 'one line of JSON for each, also for a single file')
    .action(async (given: string[], options: { lines?: boolean }) => {
      const isFolder = given.some((one) => one !== '-' && isDirectory(one))
      if (given.length === 1 && given[0] && !isFolder && !options.lines) {
        await print(JSON.stringify(await explainMail(readFile(given[0])), null, 2))
      } else {
        await explainAll(filesIn(given))
      }
      await closeMailParser()
    })
  return mail
}

// As many at once as there are reading threads; answers keep the order of the files.
const AT_ONCE = 4

async function explainAll(files: readonly string[]): Promise<void> {
  const waiting: Promise<string>[] = []
  for (const file of files) {
    waiting.push(lineOf(file))
    if (waiting.length >= AT_ONCE) await print(await waiting.shift() ?? '')
  }
  for (const line of waiting) await print(await line)
}

async function lineOf(file: string): Promise<string> {
  try {
    return JSON.stringify({ file, ...await explainMail(readFile(file)) })
  } catch (error) {
    // The others must not go without an answer for one that cannot be opened.
    const why = error instanceof Error ? error.message : String(error)
    return JSON.stringify({ file, unreadable: why })
  }
}

function readFile(file: string): Buffer {
  if (file !== '-' && !fs.existsSync(file)) {
    throw new Error(`There is no file ${file}; check the name and the folder.`)
  }
  return fs.readFileSync(file === '-' ? 0 : file)
}

const isDirectory = (file: string): boolean =>
  fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false

const filesIn = (given: readonly string[]): string[] => given.flatMap((one) => {
  if (one === '-' || !isDirectory(one)) return [one]
  return fs.readdirSync(one, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name)).sort()
})

const print = (text: string): Promise<void> =>
  new Promise((resolve) => { process.stdout.write(`${text}\n`, () => resolve()) })
