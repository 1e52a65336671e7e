// The quiet card in the middle of the page, before one is inside.
import { Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import '../../components/shell.css'

export function EntryCard({ title, about, children }: {
  title: string; about?: string; children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Duebox`
  }, [title])
  return (
    <main className="entry">
      <div className="entry-card">
        <img src="/icon.svg" width={36} height={36} alt="" style={{ marginBottom: 14 }} />
        <Title order={1}>{title}</Title>
        {about === undefined ? null : <p className="dim small"
          style={{ margin: '4px 0 0' }}>{about}</p>}
        <div className="card" style={{ marginTop: 18, padding: 20 }}>{children}</div>
      </div>
    </main>
  )
}
