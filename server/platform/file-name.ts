// Makes the name of a file harmless.

const LONGEST_NAME = 200

/**
 * A file name without path, control characters, or the marks that turn text around, with which
 * `…gpj.exe` can be shown as `…exe.jpg`.
 */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
  if (clean.length <= LONGEST_NAME) return clean.replace(/^\.+$/, '')
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? ''
  return clean.slice(0, LONGEST_NAME - extension.length) + extension
}
