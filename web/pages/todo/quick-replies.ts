// Answers handled with one key: off the list at once, and back on it when taken back or refused.
import { t } from '@lingui/core/macro'
import {
  assignReply, ignoreReply, listReplyActions, reopenReply, snoozeReply,
} from '#contract/actions.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { listInbox } from '#contract/inbox.ts'
import type { When } from '#domain/when-words.ts'
import { call, type Given } from '../../api.ts'
import { changeItem, useInstantDeed, type TakeBack } from '../../instant.ts'
import { queryClient } from '../../queries.ts'
import { toast, toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { Reply } from './reply-age.tsx'

const PATHS = [listReplyActions.path, listInbox.path]

const isOf = (replyActionId: string) => (one: Record<string, unknown>): boolean =>
  one['id'] === replyActionId || one['replyActionId'] === replyActionId

const changeReply = (id: string, to: object | null): TakeBack =>
  changeItem(queryClient, PATHS, { is: isOf(id), to })

/** `onDone` opens the next one; it is called before the server has answered. */
export function useQuickReply(reply: Reply, onDone: () => void) {
  const { id, customerName, newestMessageId } = reply
  const hide = () => changeReply(id, null)
  const params = { replyActionId: id }
  const ignore = useInstantDeed(ignoreReply, hide)
  const snooze = useInstantDeed(snoozeReply, hide)
  const assign = useInstantDeed(assignReply, (given) =>
    changeReply(id, { ownerId: given.body?.userId ?? null }))
  return {
    isBusy: ignore.isPending || snooze.isPending,
    ignore: () => {
      if (ignore.isPending) return
      onDone()
      ignore.run({ params, body: { newestSeenMessageId: newestMessageId } },
        () => toastUndo(t`${customerName}: no answer needed.`, () => void reopen(id)))
    },
    snooze: (when: When, words: string) => {
      onDone()
      snooze.run({ params, body: {
        returnsOn: when.on, returnsTime: when.time, newestSeenMessageId: newestMessageId,
      } }, () => toastUndo(t`${customerName} is back ${words}.`, () => void reopen(id)))
    },
    assign: (userId: string, name: string) => {
      const before = reply.ownerId
      assign.run({ params, body: { userId } }, () => {
        const words = t`${customerName} is now with ${name}.`
        if (before === null) toast(words)
        else {
          toastUndo(words,
            () => void takeBack(assignReply, { params, body: { userId: before } }))
        }
      })
    },
  }
}

const reopen = (replyActionId: string): Promise<void> =>
  takeBack(reopenReply, { params: { replyActionId } })

/** The way back of a deed: what is on screen is read again, a refusal is told. */
export async function takeBack<E extends Endpoint>(
  endpoint: E, given: Given<E>,
): Promise<void> {
  try {
    await call(endpoint, given)
    await queryClient.invalidateQueries()
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}
