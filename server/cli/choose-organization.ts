// Finds the organization that was named: by its id or name, or by any part that only one has.

export interface NamedOrganization {
  id: string
  name: string
}

/** Without a name, the only one there is; throws with the list to choose from. */
export function chooseOrganization<T extends NamedOrganization>(
  all: readonly T[], given: string | undefined,
): T {
  if (all.length === 0) throw new Error('There is no organization yet: duebox org create …')
  const found = given === undefined ? all : matching(all, given)
  if (found.length === 1 && found[0]) return found[0]
  const why = given === undefined ? `There are ${all.length} organizations`
    : found.length === 0 ? `No organization is called "${given}"`
      : `"${given}" fits ${found.length} organizations`
  const shown = (found.length > 0 ? found : all).slice(0, MOST_SHOWN)
  throw new Error(`${why}. Name one with --org, by its id, its name or a part of them:\n`
    + shown.map((one) => `  ${one.id}  ${one.name}`).join('\n'))
}

const MOST_SHOWN = 50

/** What fits best counts: an exact name is meant even where it is part of a longer one. */
function matching<T extends NamedOrganization>(all: readonly T[], given: string): T[] {
  const wanted = given.trim().toLowerCase()
  if (wanted === '') return []
  const ways: ((one: T) => boolean)[] = [
    (one) => one.id === wanted || one.name === given,
    (one) => one.name.toLowerCase() === wanted,
    (one) => one.name.toLowerCase().startsWith(wanted) || one.id.startsWith(wanted),
    (one) => one.name.toLowerCase().includes(wanted) || one.id.includes(wanted),
  ]
  for (const fits of ways) {
    const found = all.filter(fits)
    if (found.length > 0) return found
  }
  return []
}
