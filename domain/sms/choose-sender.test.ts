import { describe, expect, test } from 'vitest'
import { chooseSender, type Sender, type SenderWish } from './choose-sender.ts'

const sender = (id: string, given: Partial<Sender>): Sender => ({
  id, kind: 'local', address: id, homeCountry: null, countries: [], isTwoWay: true,
  registration: 'not_needed', isPaused: false, ...given,
})
const fr = sender('fr', { kind: 'mobile', homeCountry: 'FR' })
const us = sender('us', { homeCountry: 'US', registration: 'registered' })
const tollFree = sender('free', { kind: 'toll_free', homeCountry: 'US', countries: ['US', 'CA'] })
const code = sender('code', { kind: 'short_code', countries: ['FR', 'US'] })
const name = sender('name', {
  kind: 'alphanumeric', countries: ['FR', 'DE', 'US'], isTwoWay: false, registration: 'registered',
})
const service = sender('service', { kind: 'messaging_service', countries: ['FR', 'SG'] })
const whatsApp = sender('wa', { kind: 'whatsapp', homeCountry: 'FR' })
const all = [service, name, tollFree, code, us, fr, whatsApp]

const chosen = (senders: readonly Sender[], wish: Partial<SenderWish>) => chooseSender(senders, {
  country: 'FR', via: 'sms', stickyId: null, closedCountries: new Set(), ...wish,
})?.id ?? null

describe('the sender of an SMS', () => {
  test.each<[string, readonly Sender[], Partial<SenderWish>, string | null]>([
    ['a two-way number of the country comes first', all, {}, 'fr'],
    ['then a short code', all.filter((one) => one !== fr), {}, 'code'],
    ['then a name', [service, name, tollFree, us], {}, 'name'],
    ['then a service that covers the country', [service, tollFree, us], {}, 'service'],
    ['never a foreign number', [tollFree, us], {}, null],
    ['a foreign number that an admin opened for the country is none',
      [sender('be', { homeCountry: 'BE', countries: ['BE', 'FR'] })], {}, 'be'],
    ['but a number of the very country goes before it',
      [sender('be', { homeCountry: 'BE', countries: ['BE', 'FR'] }), fr], {}, 'fr'],
    ['a list of countries that leaves out its own closes its own',
      [sender('x', { homeCountry: 'FR', countries: ['BE'] })], {}, null],
    ['toll-free in the US', [tollFree, name], { country: 'US' }, 'free'],
    ['toll-free in Canada', [tollFree, name], { country: 'CA' }, 'free'],
    ['toll-free nowhere else',
      [sender('free', { kind: 'toll_free', countries: ['FR'] })], {}, null],
    ['a local number before toll-free', [tollFree, us], { country: 'US' }, 'us'],
    ['a name never in the US', [name], { country: 'US' }, null],
    ['a one-way number after a two-way toll-free one',
      [sender('one', { homeCountry: 'US', isTwoWay: false }), tollFree], { country: 'US' }, 'free'],
    ['the known one before a better one', all, { stickyId: 'name' }, 'name'],
    ['the known one not where it must not text', [name, us], { stickyId: 'us' }, 'name'],
    ['the known one not when it is gone', [fr], { stickyId: 'gone' }, 'fr'],
    ['not a paused one', [{ ...fr, isPaused: true }, name], { stickyId: 'fr' }, 'name'],
    ['not one whose registration is pending',
      [sender('p', { homeCountry: 'FR', registration: 'pending' })], {}, null],
    ['not one whose registration was refused',
      [sender('r', { homeCountry: 'FR', registration: 'refused' })], {}, null],
    ['not into a closed country', all, { closedCountries: new Set(['FR']) }, null],
    ['not the one that was refused for this message', all, { exceptIds: ['fr'] }, 'code'],
    ['not even if it is the known one', [fr], { exceptIds: ['fr'], stickyId: 'fr' }, null],
    ['WhatsApp for whom we reach there', all, { via: 'whatsapp', country: 'SG' }, 'wa'],
    ['WhatsApp even where SMS is closed', all,
      { via: 'whatsapp', closedCountries: new Set(['FR']) }, 'wa'],
    ['WhatsApp only where it was opened, if it was',
      [{ ...whatsApp, countries: ['BE'] }], { via: 'whatsapp' }, null],
    ['no SMS sender for RCS', all, { via: 'rcs' }, null],
    ['nobody when there is nobody', [], {}, null],
  ])('%s', (_, senders, wish, expected) => {
    expect(chosen(senders, wish)).toBe(expected)
  })
})
