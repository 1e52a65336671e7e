// Reads what was typed behind a command, and says what it should have been.
import { InvalidArgumentError } from 'commander'
import fs from 'node:fs'
import { ROLES, type Role } from '#contract/endpoint.ts'
import { IMPORT_KINDS } from '#contract/imports.ts'
import { parseInstant } from '#domain/day.ts'

/** A whole number from `least` on. */
export const wholeNumber = (least: number) => (text: string): number => {
  const number = Number(text)
  if (/^\d{1,9}$/.test(text) && number >= least) return number
  throw new InvalidArgumentError(`Write a whole number from ${least} on, such as ${least + 1}.`)
}

export function readMoment(text: string): string {
  try {
    return parseInstant(text)
  } catch {
    throw new InvalidArgumentError('Write a moment such as 2026-03-02T08:00:00Z.')
  }
}

export function readKind(text: string): (typeof IMPORT_KINDS)[number] {
  const kind = IMPORT_KINDS.find((one) => one === text.replace('-', '_'))
  if (!kind) throw new InvalidArgumentError(`Choose one of ${IMPORT_KINDS.join(', ')}.`)
  return kind
}

export function readRole(text: string): Role {
  const role = ROLES.find((one) => one === text)
  if (!role) throw new InvalidArgumentError(`Choose one of ${ROLES.join(', ')}.`)
  return role
}

const DATE_FORMATS = ['auto', 'dmy', 'mdy', 'ymd'] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

export function readDateFormat(text: string): DateFormat {
  const format = DATE_FORMATS.find((one) => one === text)
  if (!format) throw new InvalidArgumentError(`Choose one of ${DATE_FORMATS.join(', ')}.`)
  return format
}

/** One more `Their column=our_column`; kept the other way round, as an import wants it. */
export function readMapping(
  text: string, before: Readonly<Record<string, string>>,
): Record<string, string> {
  const cut = text.lastIndexOf('=')
  const [theirs, ours] = [text.slice(0, cut).trim(), text.slice(cut + 1).trim()]
  if (cut < 1 || theirs === '' || ours === '') {
    throw new InvalidArgumentError("Write --map 'Their column=our_column', such as "
      + "--map 'Invoice no.=number'.")
  }
  return { ...before, [ours]: theirs }
}

/** Looked at before anything else is done, so that a slip of the pen costs nothing. */
export function readableFile(file: string): string {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat) throw new InvalidArgumentError('There is no such file; check the name and the folder.')
  if (stat.isDirectory()) throw new InvalidArgumentError('This is a folder; name a file in it.')
  try {
    fs.accessSync(file, fs.constants.R_OK)
  } catch {
    throw new InvalidArgumentError('This account may not read it; change its permissions.')
  }
  return file
}
