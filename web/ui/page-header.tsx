// The head of a page: its name, one line about it, and what can be done here.
import { Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

export function PageHeader({ title, about, children, windowTitle }: {
  title: ReactNode
  about?: ReactNode
  /** The deeds of the page, primary one last. */
  children?: ReactNode
  windowTitle: string
}) {
  useEffect(() => {
    document.title = `${windowTitle} · Duebox`
  }, [windowTitle])
  return (
    <header className="page-head">
      <div className="page-head-text">
        <Title order={1} className="clamp-2">{title}</Title>
        {about === undefined ? null : <div className="dim small"
          style={{ marginTop: 3 }}>{about}</div>}
      </div>
      {children === undefined ? null : <div className="page-head-deeds">{children}</div>}
    </header>
  )
}
