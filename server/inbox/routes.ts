// Answers: messages, mail that came in, the outbox, and the answers of customers to be handled.
import { getCapturedFile } from '#contract/documents.ts'
import { explainMail as explainMailEndpoint } from '#contract/mail.ts'
import {
  dismissMessage as dismissEndpoint, getAttachment, getMessage, getRawMail,
  linkMessage as linkEndpoint, listInboundMail as listInboundMailEndpoint,
  listMessages as listMessagesEndpoint, listOutbox as listOutboxEndpoint, receiveMail, retryMail,
  nameTicket,
} from '#contract/messages.ts'
import { conflict, forbidden } from '../platform/errors.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { addJob } from '../platform/jobs.ts'
import { explainMail } from './explain-mail.ts'
import { isConfirmation } from './keep-confirmation.ts'
import { dismissMessage, linkMessage } from './link-message.ts'
import {
  downloadAttachment, downloadCaptured, downloadMail, listInboundMail, listOutbox, readInboundMail,
} from './list-mail.ts'
import { listMessages } from './list-messages.ts'
import { releaseMail } from './mail-store.ts'
import { noteRoutes } from './note-routes.ts'
import { pageRoutes } from './page-routes.ts'
import { readMessage } from './read-message.ts'
import { replyRoutes } from './reply-routes.ts'
import { smsHookRoutes } from './sms/sms-hook-routes.ts'
import { smsInboundRoutes } from './sms/sms-inbound-routes.ts'
import { readMailBody, storeMailFor } from './store-mail.ts'
import { setTicketUse } from './their-ticket.ts'
import { waysInRoutes } from './ways-in-routes.ts'

const messageRoutes: Route[] = [
  answer(listMessagesEndpoint, (org, { query }) => listMessages(org, query)),
  answer(getMessage, (org, { params }) => readMessage(org, params.messageId)),
  answer(linkEndpoint, async (org, { params, body }) => {
    await linkMessage(org, { ...body, messageId: params.messageId })
    return readMessage(org, params.messageId)
  }),
  answer(dismissEndpoint, async (org, { params }) => {
    await dismissMessage(org, params.messageId)
    return readMessage(org, params.messageId)
  }),
  answer(nameTicket, async (org, { params, body }) => {
    await setTicketUse(org, params.messageId, body.isUsed)
    return readMessage(org, params.messageId)
  }),
  answer(getAttachment, (org, { params }) => downloadAttachment(org, params.attachmentId)),
  answer(getCapturedFile, (org, { params }) => downloadCaptured(org, params.fileId)),
  answer(listOutboxEndpoint, (org, { query }) => listOutbox(org, query)),
]

const mailRoutes: Route[] = [
  answerOutside(explainMailEndpoint, async (_, { request }) =>
    explainMail(await readMailBody(request))),
  // The organization is the caller's: an address in the mail or the call never chooses it.
  answerOutside(receiveMail, async (installation, { caller, query, request }) => {
    const orgId = orgIdOf(caller)
    const id = await storeMailFor(installation, orgId, caller.actor, {
      raw: await readMailBody(request), envelopeFrom: query.from,
      envelopeTo: query.to === '' ? [] : [query.to], source: 'webhook',
    })
    return inOrganization(installation, orgId, caller.actor, (org) => readInboundMail(org, id))
  }),
  answer(listInboundMailEndpoint, (org, { query }) => listInboundMail(org, query)),
  answer(getRawMail, async (org, { params, caller }) => {
    const isAdmin = caller.role === 'admin' || caller.role === 'owner'
    if (!isAdmin && await isConfirmation(org, params.inboundMailId)) {
      throw forbidden('This mail holds the code of a forwarding, which is for admins only.')
    }
    return downloadMail(org, params.inboundMailId)
  }),
  answer(retryMail, async (org, { params: { inboundMailId } }) => {
    const mail = await readInboundMail(org, inboundMailId)
    if (!await releaseMail(org, inboundMailId)) {
      throw conflict(`Only mail in quarantine is read again; this one is ${mail.state}.`)
    }
    await addJob(org.tx, 'receive_mail', { orgId: org.id, inboundMailId })
    return readInboundMail(org, inboundMailId)
  }),
]

export const inboxRoutes: Route[] = [
  ...messageRoutes, ...mailRoutes, ...replyRoutes, ...noteRoutes, ...waysInRoutes, ...pageRoutes,
  ...smsHookRoutes, ...smsInboundRoutes,
]
