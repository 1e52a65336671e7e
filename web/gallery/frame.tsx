// What stands around a component of the gallery: a signed-in person, and a page with a heading.
import { getMe } from '#contract/organizations.ts'
import type { ReactNode } from 'react'
import { SessionProvider } from '../components/session.tsx'
import { useRead } from '../queries.ts'

export function Frame({ title, children }: { title: string; children: ReactNode }) {
  const me = useRead(getMe).data
  if (!me) return null
  return (
    <SessionProvider me={me}>
      <main className="page" id="main">
        <h1 style={{ fontSize: '1rem' }}>{title}</h1>
        <h2 className="visually-hidden">Example</h2>
        {children}
      </main>
    </SessionProvider>
  )
}
