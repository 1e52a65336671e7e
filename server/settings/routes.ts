// Answers: the organization's settings. What follows from a change is handed in from above.
import { getEmailSettings, getOrganization, saveEmailSettings as saveEmailEndpoint,
  saveOrganization as saveEndpoint } from '#contract/organizations.ts'
import { answer, type Route } from '../platform/http.ts'
import type { Org } from '../platform/in-organization.ts'
import { reread, toEmailSettings, toOrganization } from './read-organization.ts'
import { saveEmailSettings, saveOrganization } from './save-organization.ts'

export const settingsRoutes = (afterChange: (org: Org) => Promise<void>): Route[] => [
  answer(getOrganization, async (org) => toOrganization(org)),
  answer(saveEndpoint, async (org, { body }) => {
    await saveOrganization(org, body)
    await afterChange(org)
    return toOrganization(await reread(org))
  }),
  answer(getEmailSettings, async (org) => toEmailSettings(org)),
  answer(saveEmailEndpoint, async (org, { body }) => {
    await saveEmailSettings(org, body)
    await afterChange(org)
    return toEmailSettings(await reread(org))
  }),
]
