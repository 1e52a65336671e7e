// Answers: how SMS leave, the sender pool, and the countries that customers are in.
import * as senders from '#contract/sms-senders.ts'
import * as contract from '#contract/sms-settings.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../../platform/http.ts'
import { inOrganization, type Org } from '../../platform/in-organization.ts'
import { reread } from '../read-organization.ts'
import { checkAccount, fetchNumbers } from './ask-account.ts'
import { closeByHand, listCountries, openCountry, savePrice } from './list-countries.ts'
import { forgetFormerToken, saveSmsChannel } from './save-channel.ts'
import { saveSmsRules } from './save-rules.ts'
import {
  addSender, listSenders, pauseByHand, removeSender, resumeSender, saveSender,
} from './save-sender.ts'
import { sendTest } from './send-test.ts'
import { showSmsSettings } from './show-settings.ts'

/** Every change moves what may leave, so the planner looks again. */
export function smsSettingsRoutes(afterChange: (org: Org) => Promise<void>): Route[] {
  const changed = async <T>(org: Org, deed: Promise<T>): Promise<T> => {
    const result = await deed
    await afterChange(org)
    return result
  }
  const shown = async (org: Org, deed: Promise<void>) => {
    await changed(org, deed)
    return showSmsSettings(await reread(org))
  }
  const done = async (org: Org, deed: Promise<void>) => {
    await changed(org, deed)
    return undefined
  }
  return [
    answer(contract.getSmsSettings, showSmsSettings),
    answer(contract.saveSmsChannel, (org, { body }) => shown(org, saveSmsChannel(org, body))),
    answer(contract.saveSmsRules, (org, { body }) => shown(org, saveSmsRules(org, body))),
    answer(contract.forgetFormerToken, (org) => shown(org, forgetFormerToken(org))),
    answerOutside(contract.checkSmsAccount, async (installation, { caller }) => {
      await checkAccount(installation, orgIdOf(caller), caller.actor)
      return inOrganization(installation, orgIdOf(caller), caller.actor,
        (org) => shown(org, Promise.resolve()))
    }),
    answerOutside(contract.sendSmsTest, async (installation, { caller, body }) => {
      await sendTest(installation, orgIdOf(caller), caller.actor, body.to)
      return inOrganization(installation, orgIdOf(caller), caller.actor, showSmsSettings)
    }),
    answerOutside(senders.fetchSmsNumbers, async (installation, { caller }) => ({
      items: await fetchNumbers(installation, orgIdOf(caller), caller.actor),
    })),
    answer(senders.listSmsSenders, async (org) => ({ items: await listSenders(org) })),
    answer(senders.addSmsSender, (org, { body }) => changed(org, addSender(org, body))),
    answer(senders.saveSmsSender, (org, { params, body }) =>
      changed(org, saveSender(org, params.senderId, body))),
    answer(senders.pauseSmsSender, (org, { params, body }) =>
      changed(org, pauseByHand(org, params.senderId, body.why))),
    answer(senders.resumeSmsSender, (org, { params }) =>
      changed(org, resumeSender(org, params.senderId))),
    answer(senders.removeSmsSender, (org, { params }) =>
      done(org, removeSender(org, params.senderId))),
    answer(senders.listSmsCountries, async (org) => ({ items: await listCountries(org) })),
    answer(senders.saveSmsPrice, (org, { params, body }) =>
      done(org, savePrice(org, params.country, body.micros))),
    answer(senders.closeSmsCountry, (org, { params, body }) =>
      done(org, closeByHand(org, params.country, body.why))),
    answer(senders.openSmsCountry, (org, { params }) =>
      done(org, openCountry(org, params.country))),
  ]
}
