// Which limits days to come are played under, until they are the ones that the days bring.
import { expect, test } from 'vitest'
import { nextCaps } from './daily-limit.ts'

const none = (days: number) => Array.from({ length: days }, () => Infinity)

test.each<[string, Parameters<typeof nextCaps>[0], number[] | null]>([
  ['days that stay below are true as they were played',
    { before: [], first: 50, sent: [50, 20, 0], caps: none(3) }, null],
  ['one above is held, and what it holds is expected on the next',
    { before: [], first: 50, sent: [51, 0], caps: none(2) }, [50, 150]],
  ['what waits fills the next days, whose limits follow it',
    { before: [], first: 50, sent: [70, 0, 0], caps: none(3) }, [50, 150, 105]],
  ['what was played under the true limits is true',
    { before: [], first: 50, sent: [50, 1], caps: [50, 150] }, null],
  ['a limit that held too early is no true one',
    { before: [], first: 50, sent: [20, 55], caps: [50, 55] }, [50, 60]],
  ['one that held nothing may have been any',
    { before: [], first: 50, sent: [20, 54], caps: [50, 55] }, null],
  ['one that let too much pass is none', { before: [], first: 50, sent: [20, 61],
    caps: [50, 70] }, [50, 60]],
  ['of the first day the limit stands', { before: [10], first: 80, sent: [80, 30],
    caps: [80, 90] }, null],
  ['the days before count', { before: [100], first: 300, sent: [301], caps: none(1) }, [300]],
])('%s', (_, given, expected) => expect(nextCaps(given)).toEqual(expected))
