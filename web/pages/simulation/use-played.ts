// Plays a simulation by itself, a moment after what is asked has changed.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { BodyIn } from '#contract/endpoint.ts'
import { cancelSimulation, getSimulation, startSimulation } from '#contract/simulation.ts'
import { call } from '../../api.ts'
import { useRead } from '../../queries.ts'
import type { Result, SimulationAnswer } from './wish.ts'

type Asked = BodyIn<typeof startSimulation>

const STARTS_AFTER_MS = 1_000
const POLLED_MS = 600
/** Of a ledger this slow to play, a person says when. */
const TOO_SLOW_MS = 15_000

export interface Played {
  /** The one that is under way, or has ended. */
  simulation: SimulationAnswer | null
  /** The last that came to its end, shown until the next does. */
  shown: { id: string; result: Result } | null
  isUnderWay: boolean
  /** What is shown is of an earlier state of the rules. */
  isStale: boolean
  isByHand: boolean
  error: Error | null
  again: () => void
  cancel: () => void
}

/** Null asks nothing: there are mistakes, or nobody looks. */
export function usePlayed(asked: Asked | null): Played {
  const key = asked === null ? null : JSON.stringify(asked)
  const [id, setId] = useState<string | null>(null)
  const [playedKey, setPlayedKey] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [shown, setShown] = useState<Played['shown'] | null>(null)
  const [shownKey, setShownKey] = useState<string | null>(null)
  const { last, start } = useStart(key, useCallback((wanted, started) => {
    setError(started instanceof Error ? started : null)
    if (typeof started === 'string') setId(started)
    setPlayedKey(wanted)
  }, []))
  const isByHand = (shown?.result.tookMs ?? 0) > TOO_SLOW_MS
  useEffect(() => {
    if (key === null || key === playedKey || isByHand) return
    const timer = setTimeout(() => start(key), STARTS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [key, playedKey, isByHand, start])
  const read = useRead(getSimulation, { params: { simulationId: id ?? '' } }, {
    isOff: id === null, isPolledMs: (answer) => (isGoing(answer) ? POLLED_MS : false),
  })
  const simulation = id === null || read.data?.id !== id ? null : read.data
  useEffect(() => {
    if (simulation?.state !== 'done' || simulation.result === null) return
    setShown({ id: simulation.id, result: simulation.result })
    setShownKey(playedKey)
  }, [simulation, playedKey])
  useCancelWhenLeft(last, isGoing(simulation))
  return {
    simulation, shown, error: error ?? (simulation === null ? read.error : null), isByHand,
    isUnderWay: isGoing(simulation) || (id !== null && simulation === null && !read.error),
    isStale: key !== shownKey,
    again: () => {
      if (key !== null) start(key)
    },
    cancel: () => {
      if (id === null) return
      void call(cancelSimulation, { params: { simulationId: id } })
        .then(() => read.refetch(), setError)
    },
  }
}

/** One start at a time, so that each takes the place of the one before it. */
function useStart(key: string | null, then: (wanted: string, started: string | Error) => void) {
  const last = useRef<string | null>(null)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const latest = useRef(key)
  useEffect(() => {
    latest.current = key
  })
  const start = useCallback((wanted: string) => {
    line.current = line.current.then(async () => {
      if (latest.current !== wanted) return
      // What usePlayed made into text.
      const body = JSON.parse(wanted) as Asked
      try {
        const { id } = await call(startSimulation, {
          body: { ...body, ...(last.current === null ? {} : { replaces: last.current }) } })
        last.current = id
        then(wanted, id)
      } catch (problem) {
        then(wanted, problem instanceof Error ? problem
          : new Error('The simulation did not start.'))
      }
    })
  }, [then])
  return { last, start }
}

const isGoing = (simulation: SimulationAnswer | null | undefined): boolean =>
  simulation?.state === 'queued' || simulation?.state === 'running'

/** Nobody waits for it any more; one that has ended stays, for a link may lead to it. */
function useCancelWhenLeft(last: { current: string | null }, isUnderWay: boolean): void {
  const going = useRef(isUnderWay)
  useEffect(() => {
    going.current = isUnderWay
  })
  useEffect(() => () => {
    if (!going.current || last.current === null) return
    void call(cancelSimulation, { params: { simulationId: last.current } }).catch(() => undefined)
  }, [last])
}
