// Answers: the reply actions, and each way to handle them.
import * as contract from '#contract/actions.ts'
import { answer, type Route } from '../platform/http.ts'
import { assignReply } from './assign-reply.ts'
import { ignoreReplies, reopenReplies } from './handle-many.ts'
import { listReplyActions, readReplyAction, sumReplyActions } from './list-reply-actions.ts'
import { readReplyInFull } from './read-reply.ts'
import { snoozeReply } from './snooze-reply.ts'
import { closeReplyAction, ignoreReply, pauseReply, reopenReplyAction } from './reply-action.ts'

export const replyRoutes: Route[] = [
  answer(contract.listReplyActions, (org, { query, caller }) =>
    listReplyActions(org, { ...query, userId: caller.userId })),
  answer(contract.sumReplyActions, (org, { query, caller }) =>
    sumReplyActions(org, { ...query, userId: caller.userId })),
  answer(contract.ignoreReplies, (org, { body }) => ignoreReplies(org, body)),
  answer(contract.reopenReplies, (org, { body }) => reopenReplies(org, body)),
  answer(contract.getReplyAction, (org, { params }) => readReplyInFull(org, params.replyActionId)),
  answer(contract.ignoreReply, async (org, { params, body }) => {
    await ignoreReply(org, params.replyActionId, body.reason, body.newestSeenMessageId)
    return readReplyAction(org, params.replyActionId)
  }),
  answer(contract.pauseReply, async (org, { params, body }) => {
    await pauseReply(org, params.replyActionId, body)
    return readReplyAction(org, params.replyActionId)
  }),
  answer(contract.snoozeReply, async (org, { params, body }) => {
    await snoozeReply(org, params.replyActionId, body)
    return readReplyAction(org, params.replyActionId)
  }),
  answer(contract.answeredElsewhere, async (org, { params, body }) => {
    await closeReplyAction(org, params.replyActionId, { as: 'replied_elsewhere', ...body })
    return readReplyAction(org, params.replyActionId)
  }),
  answer(contract.reopenReply, async (org, { params }) => {
    await reopenReplyAction(org, params.replyActionId)
    return readReplyAction(org, params.replyActionId)
  }),
  answer(contract.assignReply, async (org, { params, body, caller }) => {
    await assignReply(org, params.replyActionId, { userId: body.userId, by: caller })
    return readReplyAction(org, params.replyActionId)
  }),
]
