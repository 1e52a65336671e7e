// Answers: the reply address and its test, mailboxes that are read, and what providers post.
import {
  addInboundHook, addMailbox as addMailboxEndpoint, checkMailbox as checkMailboxEndpoint,
  getReplyAddress, listInboundHooks, listMailboxes as listMailboxesEndpoint, postMailgun,
  postMailgunMime, postPostmark, postRaw, postSendgrid, removeMailbox as removeMailboxEndpoint,
  revokeInboundHook, saveMailbox as saveMailboxEndpoint,
  saveReplyAddress as saveReplyAddressEndpoint, sendReplyProbe,
} from '#contract/ways-in.ts'
import { assert } from '../platform/errors.ts'
import { answer, answerOutside, orgIdOf, type Caller, type Route } from '../platform/http.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { checkMailbox } from './fetch-mail.ts'
import { saveReplyAddress } from './probe-store.ts'
import { readReplyAddress } from './read-reply-address.ts'
import { addHook, listHooks, revokeHook } from './save-hook.ts'
import {
  addMailbox, listMailboxes, readMailbox, removeMailbox, requireMailbox, saveMailbox,
} from './save-mailbox.ts'
import { sendProbe } from './send-probe.ts'
import { takePostedMail } from './take-posted-mail.ts'

const replyAddressRoutes: Route[] = [
  answer(getReplyAddress, readReplyAddress),
  answer(saveReplyAddressEndpoint, async (org, { body }) => {
    await saveReplyAddress(org, { ...body, address: body.address.toLowerCase() })
    return readReplyAddress(org)
  }),
  answerOutside(sendReplyProbe, async (installation, { caller }) => {
    await sendProbe(installation, orgIdOf(caller), caller.actor)
    return inOrganization(installation, orgIdOf(caller), caller.actor, readReplyAddress)
  }),
]

const inOrg = <T>(
  installation: Installation, caller: Caller, work: (org: Org) => Promise<T>,
): Promise<T> => inOrganization(installation, orgIdOf(caller), caller.actor, work)

/** A look takes as long as the far server does, so none of it is within a transaction of ours. */
async function lookInto(installation: Installation, caller: Caller, mailboxId: string) {
  await checkMailbox(installation, orgIdOf(caller), mailboxId, {
    actor: caller.actor, isByHand: true, mostMessages: 50,
  })
  return inOrg(installation, caller, (org) => readMailbox(org, mailboxId))
}

const mailboxRoutes: Route[] = [
  answer(listMailboxesEndpoint, async (org) => ({ items: await listMailboxes(org) })),
  answerOutside(addMailboxEndpoint, async (installation, { caller, body }) => {
    const id = await inOrg(installation, caller, (org) => addMailbox(org, body))
    return lookInto(installation, caller, id)
  }),
  answerOutside(saveMailboxEndpoint, async (installation, { caller, params, body }) => {
    await inOrg(installation, caller, (org) => saveMailbox(org, params.mailboxId, body))
    return lookInto(installation, caller, params.mailboxId)
  }),
  answer(removeMailboxEndpoint, async (org, { params }) => {
    await removeMailbox(org, params.mailboxId)
    return undefined
  }),
  answerOutside(checkMailboxEndpoint, async (installation, { caller, params }) => {
    await inOrg(installation, caller, (org) => requireMailbox(org, params.mailboxId))
    return lookInto(installation, caller, params.mailboxId)
  }),
]

const hookRoutes: Route[] = [
  answer(listInboundHooks, async (org) => ({ items: await listHooks(org) })),
  answer(addInboundHook, async (org, { body }) => {
    const { id, url } = await addHook(org, body)
    const hook = (await listHooks(org)).find((one) => one.id === id)
    assert(hook, 'a hook that was just made is there')
    return { hook, url }
  }),
  answer(revokeInboundHook, async (org, { params }) => {
    await revokeHook(org, params.hookId)
    return undefined
  }),
]

const NO_ENVELOPE = { from: '', to: '' }

const postRoutes: Route[] = [
  answerOutside(postSendgrid, (installation, { params, request }) => takePostedMail(installation, {
    provider: 'sendgrid', token: params.hookToken, request, query: NO_ENVELOPE })),
  ...[postMailgun, postMailgunMime].map((endpoint) => answerOutside(endpoint,
    (installation, { params, request }) => takePostedMail(installation, {
      provider: 'mailgun', token: params.hookToken, request, query: NO_ENVELOPE }))),
  answerOutside(postPostmark, (installation, { params, request }) => takePostedMail(installation, {
    provider: 'postmark', token: params.hookToken, request, query: NO_ENVELOPE })),
  answerOutside(postRaw, (installation, { params, request, query }) => takePostedMail(
    installation, { provider: 'raw', token: params.hookToken, request, query })),
]

export const waysInRoutes: Route[] = [
  ...replyAddressRoutes, ...mailboxRoutes, ...hookRoutes, ...postRoutes,
]
