// One step of the set-up: its number or how it stands, its title, and what is to be done.
import { t } from '@lingui/core/macro'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type Standing = 'open' | 'waiting' | 'done' | 'warn' | 'bad'

const WORDS: Record<Standing, string> = {
  open: t`to do`, waiting: 'waiting', done: 'done', warn: t`look here`, bad: 'failed',
}

export function Step({ number, title, standing, aside, isPrinted = false, children }: {
  number: number
  title: string
  standing: Standing
  /** At the right of the title. */
  aside?: ReactNode
  /** Stays on paper when the page is printed. */
  isPrinted?: boolean
  children?: ReactNode
}) {
  return (
    <li className={`way-step way-${standing}${isPrinted ? ' way-printed' : ''}`}>
      <span className="way-mark" aria-hidden><Mark number={number} standing={standing} /></span>
      <div className="way-body">
        <div className="way-head">
          <h2>{title}<span className="way-word"> ({WORDS[standing]})</span></h2>
          {aside}
        </div>
        {children}
      </div>
    </li>
  )
}

function Mark({ number, standing }: { number: number; standing: Standing }) {
  switch (standing) {
    case 'done': return <IconCheck size={16} stroke={2.5} />
    case 'warn': return <IconAlertTriangle size={15} />
    case 'bad': return <IconX size={16} stroke={2.5} />
    case 'waiting': return <span className="way-pulse" />
    case 'open': return <>{number}</>
  }
}
