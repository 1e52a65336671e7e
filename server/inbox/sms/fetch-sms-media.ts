// Fetches the files of an SMS after its text is safe: judged, kept, then deleted at the provider.
import { addSeconds } from '#domain/day.ts'
import { isRealTwilio } from '../../channels/sms/base-url.ts'
import { deleteMedia } from '../../channels/sms/delete-media.ts'
import { fetchMedia, type Media, type MediaAnswer } from '../../channels/sms/fetch-media.ts'
import type { TwilioAccount } from '../../channels/sms/sms-account.ts'
import { newId } from '../../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { addJob } from '../../platform/jobs.ts'
import { readSmsAccount } from '../../settings/sms/read-sms-settings.ts'
import { inspectAttachment } from '../inspect-attachment.ts'
import { insertAttachments } from '../message-store.ts'
import { smsById } from './inbound-store.ts'
import {
  markDeletedThere, settleMediaRow, showMissing, waitingMedia, type MediaRow,
} from './media-store.ts'

const MOST_TRIES = 10

export async function fetchSmsMedia(
  installation: Installation, orgId: string, inboundSmsId: string,
): Promise<void> {
  const inOrg = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, SYSTEM, work)
  const { account, rows } = await inOrg(async (org) => ({
    account: await readSmsAccount(org), rows: await waitingMedia(org, inboundSmsId),
  }))
  for (const row of rows) {
    if (row.state === 'waiting') await fetchOne(inOrg, account, row)
    await deleteThere(inOrg, account, row)
  }
  await inOrg(async (org) => {
    await showMissing(org, inboundSmsId)
    const waiting = (await waitingMedia(org, inboundSmsId)).find((one) => one.state === 'waiting')
    if (!waiting) return
    await addJob(org.tx, 'fetch_sms_media', { orgId, inboundSmsId }, {
      jobKey: `sms_media:${inboundSmsId}`,
      runAt: addSeconds(installation.now(), 30 * 2 ** waiting.tries),
    })
  })
}

type InOrg = <T>(work: (org: Org) => Promise<T>) => Promise<T>

const NO_ACCOUNT: MediaAnswer = { kind: 'unclear', why: 'No SMS account is in use just now.' }

/** The call is outside any transaction. What surely cannot be kept is not asked for again. */
async function fetchOne(
  inOrg: InOrg, account: TwilioAccount | null, row: MediaRow,
): Promise<void> {
  const answer = account === null ? NO_ACCOUNT : await fetchMedia(account, row.url,
    { allowsPrivate: !isRealTwilio(account.baseUrl) })
  const isOver = answer.kind === 'refused' || row.tries + 1 >= MOST_TRIES
  const of = { inboundSmsId: row.inbound_sms_id, place: row.place }
  if (answer.kind === 'fetched') {
    await keep(inOrg, of, answer.media)
    return
  }
  await inOrg((org) => settleMediaRow(org, {
    ...of, state: isOver ? 'refused' : 'waiting', attachmentId: null, why: answer.why,
  }))
}

async function keep(
  inOrg: InOrg, of: { inboundSmsId: string; place: number }, { bytes, contentType }: Media,
): Promise<void> {
  const name = nameOf(contentType, of.place)
  const judged = await inspectAttachment({
    name, isNameDeceiving: false, type: contentType, content: bytes })
  await inOrg(async (org) => {
    const id = newId()
    const messageId = (await smsById(org, of.inboundSmsId))?.message_id ?? null
    if (messageId === null) return
    if (!await settleMediaRow(org, { ...of, state: 'fetched', attachmentId: id, why: null })) return
    await insertAttachments(org, [{
      id, messageId, name, contentType, content: bytes, risk: judged.risk, riskWhy: judged.why,
      disposition: 'attachment',
    }])
  })
}

/** Only what is committed here is deleted there; one that stays is no harm. */
async function deleteThere(
  inOrg: InOrg, account: TwilioAccount | null, row: MediaRow,
): Promise<void> {
  const { inbound_sms_id: inboundSmsId, place } = row
  const now = await inOrg(async (org) =>
    (await waitingMedia(org, inboundSmsId)).find((one) => one.place === place))
  if (account === null || now?.state !== 'fetched') return
  const answer = await deleteMedia(account, row.url)
  if (answer.kind === 'told' || answer.kind === 'gone') {
    await inOrg((org) => markDeletedThere(org, inboundSmsId, place))
  }
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg', 'text/plain': 'txt', 'text/vcard': 'vcf', 'text/x-vcard': 'vcf',
  'text/calendar': 'ics', 'audio/mpeg': 'mp3', 'image/tiff': 'tif', 'text/directory': 'vcf',
}

/** The sender's name of it is not told. */
function nameOf(contentType: string, place: number): string {
  const [kind = 'file', sub = ''] = contentType.split('/')
  const ending = ENDINGS[contentType] ?? sub.replace(/[^a-z0-9]/g, '').slice(0, 8)
  return `${kind === 'application' ? 'file' : kind}-${place + 1}.${ending}`
}
