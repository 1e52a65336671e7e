// What a mark of a step says, in the line of time and in the list.
import { t } from '@lingui/core/macro'
import { channelWord } from '../../components/statuses.tsx'
import { daySentence, titleOf } from './edited-workflow.ts'
import type { Marked } from './line-of-time.tsx'

/** Also found by the keys: only a focused mark takes them. */
export const markOf = (id: string, place: 'line' | 'list') =>
  ({ 'data-step-mark': id, 'data-step-place': place })

export const markSentence = ({ step, delayedDay, isWrong }: Marked): string => [
  titleOf(step), channelWord(step.channel),
  step.mode === 'automatic' ? 'automatic' : t`by hand`, daySentence(step.trigger),
  ...(delayedDay === null ? [] : [t`moved to day ${delayedDay} by the delay`]),
  ...(isWrong ? [t`needs a look`] : []),
].join(', ')
