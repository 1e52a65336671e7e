// Deeds that leave nothing: shown at once, and taken back with a notice when the server refuses.
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from
  '@tanstack/react-query'
import type { AnswerOf, Endpoint } from '#contract/endpoint.ts'
import { call, type Given } from './api.ts'
import { toastProblem } from './ui/toast.tsx'

/** Puts what was shown before back on screen. */
export type TakeBack = () => void

interface Wish<E extends Endpoint> {
  given: Given<E>
  /** Called also when what it was begun from has left the screen. */
  then?: (() => void) | undefined
}

export function useInstantDeed<E extends Endpoint>(
  endpoint: E, show: (given: Given<E>) => TakeBack,
) {
  const client = useQueryClient()
  const deed = useMutation<AnswerOf<E>, Error, Wish<E>, TakeBack>({
    mutationFn: ({ given }) => call(endpoint, given),
    // What is being read now is older than the deed, and must not undo it on screen.
    onMutate: async ({ given }) => {
      await client.cancelQueries()
      return show(given)
    },
    onSuccess: (_, { then }) => then?.(),
    onError: (error, _, takeBack) => {
      takeBack?.()
      toastProblem(error)
    },
    onSettled: () => void client.invalidateQueries(),
  })
  return {
    isPending: deed.isPending,
    run: (given: Given<E>, then?: () => void) => deed.mutate({ given, then }),
  }
}

type Pages = InfiniteData<{ items: { id: string }[]; nextCursor: string | null }>

/** Changes, or with null hides, one item in every list on screen of these addresses. */
export function changeItem(
  client: QueryClient, paths: readonly string[],
  item: { is: (one: Record<string, unknown>) => boolean; to: object | null },
): TakeBack {
  const before = paths.flatMap((path) =>
    client.getQueriesData<Pages>({ queryKey: [path, 'pages'] }))
  for (const [key, data] of before) {
    if (!data) continue
    client.setQueryData<Pages>(key, { ...data, pages: data.pages.map((page) => ({
      ...page, items: page.items.flatMap((one) => (!item.is(one) ? one
        : item.to === null ? [] : { ...one, ...item.to })),
    })) })
  }
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data)
  }
}

export const isId = (id: string) => (one: Record<string, unknown>): boolean => one['id'] === id
