// The HTML of a stranger: cleaned once more, without scripts and network, in a frame of its own.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPhoto, IconPhotoOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { showAttachment, showImage } from '#contract/inbox.ts'
import { addressOf } from '../api.ts'
import { counted } from '../format.ts'
import { frameDocument, remoteCount } from './mail-html.ts'
import type { MessageAnswer } from './message-view.tsx'

const MOST_PICTURES = 40

export function MailFrame({ message, html }: { message: MessageAnswer; html: string }) {
  const [isTall, setTall] = useState(false)
  const [areShown, setShown] = useState(false)
  const remote = usePictures(areShown ? remotePictures(message, html) : NONE)
  const own = usePictures(ownPictures(message))
  const count = remoteCount(html)
  return (
    <div>
      {count === 0 ? null : (
        <div className="mail-bar">
          {areShown ? <IconPhoto size={15} aria-hidden /> : <IconPhotoOff size={15} aria-hidden />}
          <span style={{ flex: 1 }}>{areShown
            ? pictureWords(count, remote) : t`${counted(count, 'remote image')} blocked`}</span>
          {areShown ? null : (
            <Button size="compact-xs" variant="default" onClick={() => setShown(true)}>
              <Trans>Show images</Trans></Button>
          )}
        </div>
      )}
      <iframe className="mail-frame" title={t`Original of ${message.subject || t`the message`}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer"
        style={{ height: isTall ? '80vh' : 320 }}
        srcDoc={frameDocument(html, { remote: remote.found, own: own.found })} />
      <Button size="compact-xs" variant="subtle" aria-expanded={isTall}
        onClick={() => setTall(!isTall)}>{isTall ? t`Less` : t`Show more of it`}</Button>
    </div>
  )
}

function pictureWords(count: number, { found, failed }: Pictures): string {
  if (found.size + failed < Math.min(count, MOST_PICTURES)) return t`Our server fetches the images…`
  return failed === 0 ? t`Images fetched by our server; the sender does not see you`
    : t`${failed} of ${counted(count, 'image')} could not be fetched`
}

interface Wanted { key: string; address: string }
const NONE: readonly Wanted[] = []

const remotePictures = (message: MessageAnswer, html: string): Wanted[] =>
  Array.from({ length: Math.min(remoteCount(html), MOST_PICTURES) }, (_, place) => ({
    key: String(place), address: addressOf(showImage, { params: { messageId: message.id, place } }),
  }))

const ownPictures = (message: MessageAnswer): Wanted[] => message.attachments
  .flatMap(({ id, contentId, contentType }) =>
    (contentId !== null && contentType.startsWith('image/') ? [{
      key: contentId, address: addressOf(showAttachment, { params: { attachmentId: id } }),
    }] : [])).slice(0, MOST_PICTURES)

interface Pictures { found: ReadonlyMap<string, string>; failed: number }

/**
 * Read here, with the session, and handed into the frame as data: the frame itself has no network
 * and no session.
 */
function usePictures(wanted: readonly Wanted[]): Pictures {
  const [pictures, setPictures] = useState<Pictures>({ found: new Map(), failed: 0 })
  const key = wanted.map(({ address }) => address).join(' ')
  useEffect(() => {
    let isGone = false
    setPictures({ found: new Map(), failed: 0 })
    for (const one of wanted) {
      void dataOf(one.address).then((data) => {
        if (isGone) return
        setPictures(({ found, failed }) => (data === null ? { found, failed: failed + 1 }
          : { found: new Map(found).set(one.key, data), failed }))
      })
    }
    return () => {
      isGone = true
    }
    // The list is made anew with each render; its addresses tell whether it is another.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  return pictures
}

async function dataOf(address: string): Promise<string | null> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => null)
  if (!response?.ok) return null
  const type = response.headers.get('content-type') ?? ''
  if (!/^image\/(png|jpeg|gif|webp)$/.test(type)) return null
  const blob = await response.blob()
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
    reader.onerror = () => resolve(null)
    reader.readAsDataURL(blob)
  })
}
