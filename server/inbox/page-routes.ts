// Answers of the inbox page: its views, its conversations, and what is inside a message.
import {
  getConversation, getInboxCounts,
  listCandidates as candidatesEndpoint, listInbox as listInboxEndpoint,
  showAttachment as showAttachmentEndpoint, showImage, showMailText as mailTextEndpoint,
  unlinkMessage,
} from '#contract/inbox.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { countInbox } from './count-inbox.ts'
import { listCandidates } from './list-candidates.ts'
import { listInbox } from './list-inbox.ts'
import { readConversation } from './read-conversation.ts'
import { readMessage } from './read-message.ts'
import { showAttachment, showMailText, showRemoteImage } from './show-files.ts'
import { undoLink } from './undo-link.ts'

export const pageRoutes: Route[] = [
  answer(listInboxEndpoint, (org, { query, caller }) =>
    listInbox(org, { ...query, userId: caller.userId })),
  answer(getInboxCounts, (org, { query, caller }) =>
    countInbox(org, { ...query, userId: caller.userId })),
  answer(getConversation, (org, { params, query }) =>
    readConversation(org, { ...query, threadId: params.threadId })),
  answer(candidatesEndpoint, async (org, { params }) =>
    ({ items: await listCandidates(org, params.messageId) })),
  answer(unlinkMessage, async (org, { params }) => {
    await undoLink(org, params.messageId)
    return readMessage(org, params.messageId)
  }),
  // Outside of a transaction: a slow server of a stranger must not hold a connection of ours.
  answerOutside(showImage, (installation, { params, caller }) =>
    showRemoteImage(installation, { orgId: orgIdOf(caller), actor: caller.actor }, params)),
  answer(showAttachmentEndpoint, (org, { params }) => showAttachment(org, params.attachmentId)),
  answer(mailTextEndpoint, (org, { params }) => showMailText(org, params.inboundMailId)),
]
