// What a list shows when there is nothing in it: why, and the one thing to do next.
import type { ReactNode } from 'react'

export function EmptyState({ icon, title, children, action }: {
  icon: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <span className="empty-icon" aria-hidden>{icon}</span>
      <h2 style={{ margin: '0 0 6px', fontSize: '1rem' }}>{title}</h2>
      {children === undefined ? null : <div className="dim small">{children}</div>}
      {action === undefined ? null : <div style={{ marginTop: 16 }}>{action}</div>}
    </div>
  )
}
