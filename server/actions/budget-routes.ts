// Answers: the day's limit of automatic messages, and raising it.
import { getSendBudget, raiseSendBudget } from '#contract/send-budget.ts'
import { answer, type Route } from '../platform/http.ts'
import { budgetAnswer, raiseBudget } from './send-budget.ts'

export const budgetRoutes: Route[] = [
  answer(getSendBudget, (org) => budgetAnswer(org)),
  answer(raiseSendBudget, async (org, { body }) => {
    await raiseBudget(org, body.to)
    return budgetAnswer(org)
  }),
]
