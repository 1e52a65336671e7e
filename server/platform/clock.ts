// The only place that reads the system clock.
import type { Instant } from '#domain/day.ts'

export const systemNow = (): Instant => new Date().toISOString()
