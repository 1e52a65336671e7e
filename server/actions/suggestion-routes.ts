// Answers: what was read from messages, and what people made of it.
import * as contract from '#contract/suggestions.ts'
import { listSuggestions, readSuggestion } from '../inbox/list-suggestions.ts'
import { answer, type Route } from '../platform/http.ts'
import { acceptSuggestion, dismissSuggestion, reopenSuggestion } from './accept-suggestion.ts'

export const suggestionRoutes: Route[] = [
  answer(contract.listSuggestions, (org, { query }) => listSuggestions(org, query)),
  answer(contract.acceptSuggestion, async (org, { params, body }) => {
    await acceptSuggestion(org, params.suggestionId, body)
    return readSuggestion(org, params.suggestionId)
  }),
  answer(contract.dismissSuggestion, async (org, { params }) => {
    await dismissSuggestion(org, params.suggestionId)
    return readSuggestion(org, params.suggestionId)
  }),
  answer(contract.reopenSuggestion, async (org, { params }) => {
    await reopenSuggestion(org, params.suggestionId)
    return readSuggestion(org, params.suggestionId)
  }),
]
