// “Mara is replying”: who else has this open, those who write first.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { IconEye, IconPencil } from '@tabler/icons-react'
import type { z } from 'zod'
import type { Present } from '#contract/presence.ts'
import { allOf } from '../format.ts'

export function PresenceNote({ present }: { present: readonly z.output<typeof Present>[] }) {
  const writing = present.filter(({ doing }) => doing === 'replying').map(({ name }) => name)
  const looking = present.filter(({ doing }) => doing === 'viewing').map(({ name }) => name)
  if (writing.length > 0) {
    return (
      <div className="note tone-warn" role="status">
        <IconPencil size={16} aria-hidden />
        <div className="note-body"><Trans>{listed(writing)} <Plural value={writing.length} one="is"
          other="are" /> replying
          right now. The customer would get two answers.</Trans></div>
      </div>
    )
  }
  if (looking.length === 0) return null
  return (
    <div className="dim small" role="status">
      <IconEye size={14} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
      <Trans>{listed(looking)} <Plural value={looking.length} one="has" other="have" /> this open
        too.</Trans>
    </div>
  )
}

const listed = (names: readonly string[]) =>
  (names.length > 2 ? t`${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
    : allOf(names))
