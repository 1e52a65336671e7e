// Which sender of its pool a messaging service takes for a person.
import type { Account, Sender, Service } from './accounts.ts'
import { countryOf } from './places.ts'
import { bare, channelOf, namedSender } from './validate-create.ts'
import type { World } from './world.ts'

/** The sender the person knows, then one of the country, then toll-free, a name, any number. */
export function chooseSender(
  world: World, account: Account, service: Service,
  { to, fallbackFrom }: { to: string; fallbackFrom: string | null },
): Sender | null {
  const person = `${service.sid}|${bare(to)}`
  const pool = account.senders.filter((one) =>
    service.senders.includes(one.address) && one.canSendSms)
  const known = pool.find((one) => one.address === world.sticky.get(person))
  const best = bestOf(world, service, pool, to)
  const fallback = pool.find((one) => one.address === fallbackFrom && best?.kind !== 'rcs')
  const isKnown = service.isSticky && known !== undefined && best?.kind !== 'rcs'
  const chosen = isKnown ? known : fallback ?? best
  if (chosen !== null && service.isSticky) world.sticky.set(person, chosen.address)
  return chosen
}

function bestOf(world: World, service: Service, pool: Sender[], to: string): Sender | null {
  const channel = channelOf(to)
  const country = countryOf(to)
  if (channel !== 'sms') return pool.find((one) => one.kind === channel) ?? null
  const rcs = world.rcsNumbers.has(bare(to)) ? pool.find((one) => one.kind === 'rcs') : undefined
  if (rcs !== undefined) return rcs
  const local = pool.find((one) => one.kind === 'local' && countryOf(one.address) === country)
  if (local !== undefined) return local
  if (country === 'US' || country === 'CA') {
    const free = pool.find((one) => one.kind === 'short_code' || one.kind === 'toll_free')
    return free ?? pool.find((one) => one.kind === 'local') ?? null
  }
  const name = country === null ? undefined : service.namesByCountry[country]
  if (name !== undefined) return namedSender(name)
  return pool.find((one) => one.kind === 'alphanumeric')
    ?? pool.find((one) => one.kind === 'local') ?? null
}
