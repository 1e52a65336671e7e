// What is asked of a simulation, as the form holds it, and in words.
import { t } from '@lingui/core/macro'
import type { z } from 'zod'
import { SimulationWish, type Simulation, type SimulationResult } from '#contract/simulation.ts'
import { contactsOn, type DayTally } from '#domain/simulation/tally.ts'
import { channelWord } from '../../components/statuses.tsx'
import { counted, countText, moneyText } from '../../format.ts'

export type Wish = z.output<typeof SimulationWish>
export type SimulationAnswer = z.output<typeof Simulation>
export type Result = z.output<typeof SimulationResult>
export type DayAnswer = Result['days'][number]
export type Totals = Result['totals']

export const usualWish = (): Wish => SimulationWish.parse({})

/** The contract's day has its counts by text; its keys are channels and hold codes. */
export const contactsOf = (day: DayAnswer): number => contactsOn(day as unknown as DayTally)

export const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

export function hoursText(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes % 60)
  return hours === 0 ? t`${rest} min` : t`${countText(hours)} h ${rest} min`
}

/** Millionths of a currency's main unit, rounded up to its smallest. */
export function costText(micros: Record<string, number>): string {
  const costs = Object.entries(micros).filter(([, count]) => count > 0)
  if (costs.length === 0) return '–'
  return costs.map(([currency, count]) =>
    moneyText({ amountMinor: Math.ceil(count / 10_000), currency })).join(' + ')
}

export const byChannel = (counts: Record<string, number>): string =>
  Object.entries(counts).map(([channel, count]) => (channel === 'sms' ? `${countText(count)} SMS`
    : counted(count, channelWord(channel).toLowerCase()))).join(', ') || 'none'
