// Answers: the organization's settings. What follows from a change is handed in from above.
import { getEmailSettings, getOrganization, saveEmailSettings as saveEmailEndpoint,
  saveOrganization as saveEndpoint } from '#contract/organizations.ts'
import { getLinkSettings, saveLinkSettings as saveLinksEndpoint } from '#contract/links.ts'
import { checkSender as checkSenderEndpoint, getSenderState } from '#contract/sender.ts'
import { getCalendar } from '#contract/calendar.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import type { Org } from '../platform/in-organization.ts'
import { checkSender } from './check-sender.ts'
import { readCalendar } from './calendar.ts'
import { linkAddress } from './link-address.ts'
import { readLinkSettings, saveLinkSettings } from './link-settings.ts'
import { reread, toEmailSettings, toOrganization } from './read-organization.ts'
import { saveEmailSettings, saveOrganization } from './save-organization.ts'
import { readSenderState } from './sender-state.ts'
import { smsSettingsRoutes } from './sms/routes.ts'

export const settingsRoutes = (afterChange: (org: Org) => Promise<void>): Route[] => [
  answer(getOrganization, async (org) => toOrganization(org)),
  answer(saveEndpoint, async (org, { body }) => {
    await saveOrganization(org, body)
    await afterChange(org)
    return toOrganization(await reread(org))
  }),
  answer(getCalendar, async (org, { query }) => readCalendar(org, query)),
  answer(getEmailSettings, async (org) => toEmailSettings(org)),
  answer(saveEmailEndpoint, async (org, { body }) => {
    await saveEmailSettings(org, body)
    await afterChange(org)
    return toEmailSettings(await reread(org))
  }),
  answer(getSenderState, (org) => readSenderState(org)),
  answerOutside(checkSenderEndpoint, (installation, { body, caller }) =>
    checkSender(installation, { orgId: orgIdOf(caller), actor: caller.actor }, body.selector)),
  answer(getLinkSettings, (org) => toLinkSettings(org)),
  answer(saveLinksEndpoint, async (org, { body }) => {
    await saveLinkSettings(org, body)
    return toLinkSettings(await reread(org))
  }),
  ...smsSettingsRoutes(afterChange),
]

const toLinkSettings = async (org: Org) => ({
  ...await readLinkSettings(org), currentOrigin: new URL(linkAddress(org, '')).origin,
})
