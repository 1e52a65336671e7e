// Reads and deeds of pages: what is fetched, how long it stays, what is fetched again afterwards.
import {
  keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient,
} from '@tanstack/react-query'
import type { AnswerOf, Endpoint } from '#contract/endpoint.ts'
import { ApiProblem, call, type Given } from './api.ts'

/** Open lists ask again this often while the server does not tell changes by itself. */
export const LIVE_MS = 5_000
// What no event tells of, such as time passing, is seen a little later.
const LIVE_WHILE_TOLD_MS = 30_000

/** Set by live.ts: whether the server tells changes by itself. */
export const stream = { isUp: false }

export const liveInterval = () => (stream.isUp ? LIVE_WHILE_TOLD_MS : LIVE_MS)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      refetchOnWindowFocus: true,
      // Only silence and trouble of the server are worth asking again, and twice at most.
      retry: (count, error) => count < 2 && error instanceof ApiProblem
        && (error.status === 0 || error.status >= 502),
    },
  },
})

interface ReadOptions {
  isLive?: boolean
  isOff?: boolean
  /** Show the last answer while a new question is asked, as when a search is typed. */
  isKept?: boolean
  staleTimeMs?: number
}

/** Something under way is asked for again until it has come to its end. */
interface PolledOptions<Answer> {
  isPolledMs?: (answer: Answer | undefined) => number | false
}

export function useRead<E extends Endpoint>(
  endpoint: E, given: Given<E> = {},
  options: ReadOptions & PolledOptions<AnswerOf<E>> = {},
) {
  const { isPolledMs } = options
  return useQuery<AnswerOf<E>, Error>({
    queryKey: [endpoint.path, given],
    queryFn: ({ signal }) => call(endpoint, given, signal),
    enabled: !options.isOff,
    refetchInterval: isPolledMs ? (query) => isPolledMs(query.state.data)
      : options.isLive ? liveInterval : false,
    ...(options.isKept ? { placeholderData: keepPreviousData } : {}),
    ...(options.staleTimeMs === undefined ? {} : { staleTime: options.staleTimeMs }),
  })
}

type PageAnswer<E> = AnswerOf<E> extends { items: (infer Item)[]; nextCursor: string | null }
  ? Item : never

/** A keyset list, page after page; `items` holds all that were read so far. */
export function usePages<E extends Endpoint>(
  endpoint: E, given: Given<E> = {}, options: ReadOptions = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [endpoint.path, 'pages', given],
    queryFn: async ({ pageParam, signal }) => {
      // Every endpoint with pages takes `cursor` and answers items with nextCursor.
      const query = { ...given.query, cursor: pageParam } as unknown as Given<E>['query']
      const asked = { ...given, ...(query === undefined ? {} : { query }) }
      const answer: unknown = await call(endpoint, asked, signal)
      return answer as { items: PageAnswer<E>[]; nextCursor: string | null }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: !options.isOff,
    refetchInterval: options.isLive ? liveInterval : false,
    ...(options.isKept ? { placeholderData: keepPreviousData } : {}),
  })
  const items = pages.data?.pages.flatMap((page) => page.items)
  return { ...pages, items }
}

/** A deed. Whatever is on screen is read again when it succeeded. */
export function useDeed<E extends Endpoint>(
  endpoint: E, then?: (answer: AnswerOf<E>, given: Given<E>) => void | Promise<void>,
) {
  const client = useQueryClient()
  return useMutation<AnswerOf<E>, Error, Given<E>>({
    mutationFn: (given) => call(endpoint, given),
    onSuccess: async (answer, given) => {
      await then?.(answer, given)
      void client.invalidateQueries()
    },
  })
}
