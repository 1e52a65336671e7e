// What is chosen in the inbox, in the shape that its view needs.
import type { InboxView } from '#contract/inbox.ts'
import { AutomatedDetail } from './automated-detail.tsx'
import { BounceDetail } from './bounce-detail.tsx'
import { ConversationDetail } from './conversation-detail.tsx'
import type { InboxItem } from './inbox-list.tsx'
import { QuarantineDetail } from './quarantine-detail.tsx'
import { UnmatchedDetail } from './unmatched-detail.tsx'

export function InboxDetail({ view, item, onDone }: {
  view: InboxView; item: InboxItem; onDone: () => void
}) {
  switch (view) {
    case 'unmatched': return <UnmatchedDetail item={item} onDone={onDone} />
    case 'automated': return <AutomatedDetail item={item} />
    case 'bounces': return <BounceDetail item={item} />
    case 'quarantine': return <QuarantineDetail item={item} onDone={onDone} />
    default: return <ConversationDetail item={item} onDone={onDone} />
  }
}
