// Answers: To Do lists, doing and skipping, and people's own messages.
import * as contract from '#contract/actions.ts'
import { getLedgerAge } from '#contract/ledger-age.ts'
import { composeMessage as composeEndpoint, undoMessage as undoEndpoint } from
  '#contract/messages.ts'
import { testSender as testSenderEndpoint } from '#contract/sender.ts'
import { previewTemplate } from '#contract/workflows.ts'
import { readMessage } from '../inbox/read-message.ts'
import { notFound } from '../platform/errors.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { completeAction, decideUnclear, skipAction } from './close-action.ts'
import { composeMessage, undoMessage } from './compose-message.ts'
import { readLedgerAge } from './ledger-age.ts'
import { draftOf } from './draft-action.ts'
import { draftRoutes } from './draft-routes.ts'
import { budgetRoutes } from './budget-routes.ts'
import { erasureRoutes } from './erasure/erasure-routes.ts'
import { letterRoutes } from './letters/letter-routes.ts'
import { countActions, listActions, readAction, sumActions } from './list-actions.ts'
import { previewText } from './preview-text.ts'
import { smsRoutes } from './sms-routes.ts'
import { assignAction, postponeAction } from './move-action.ts'
import { lockAction } from './store.ts'
import { taskRoutes } from './tasks/task-routes.ts'
import { testSender } from './test-sender.ts'
import { suggestionRoutes } from './suggestion-routes.ts'

export const actionRoutes: Route[] = [
  ...budgetRoutes, ...erasureRoutes,
  answer(contract.getCounts, (org) => countActions(org)),
  answer(contract.listActions, (org, { query }) => listActions(org, query)),
  answer(contract.sumActions, (org, { query }) => sumActions(org, query)),
  answer(contract.getAction, (org, { params }) => readAction(org, params.actionId)),
  answer(contract.draftAction, async (org, { params }) => {
    const action = await lockAction(org, params.actionId)
    if (!action) throw notFound('This action does not exist.')
    const { to, subject, body, problem } = await draftOf(org, action)
    return { to, subject, body, problem }
  }),
  answer(contract.completeAction, async (org, { params, body }) => {
    await completeAction(org, params.actionId, body)
    return readAction(org, params.actionId)
  }),
  answer(contract.skipAction, async (org, { params, body }) => {
    await skipAction(org, params.actionId, body.reason)
    return readAction(org, params.actionId)
  }),
  answer(contract.postponeAction, async (org, { params, body }) => {
    await postponeAction(org, params.actionId, body)
    return readAction(org, params.actionId)
  }),
  answer(contract.assignAction, async (org, { params, body, caller }) => {
    await assignAction(org, params.actionId, { userId: body.userId, by: caller })
    return readAction(org, params.actionId)
  }),
  answer(contract.decideUnclear, async (org, { params, body }) => {
    await decideUnclear(org, params.actionId, body.as)
    return readAction(org, params.actionId)
  }),
  answer(getLedgerAge, (org) => readLedgerAge(org)),
  answer(composeEndpoint, async (org, { body }) =>
    readMessage(org, await composeMessage(org, body))),
  answer(undoEndpoint, async (org, { params }) => {
    await undoMessage(org, params.messageId)
    return readMessage(org, params.messageId)
  }),
  ...draftRoutes,
  answer(previewTemplate, (org, { body }) => previewText(org, body)),
  answerOutside(testSenderEndpoint, (installation, { caller }) =>
    testSender(installation, orgIdOf(caller), caller)),
  ...suggestionRoutes, ...smsRoutes, ...letterRoutes, ...taskRoutes,
]
