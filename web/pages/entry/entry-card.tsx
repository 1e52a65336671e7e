// The quiet card in the middle of the page, before one is inside.
import { t } from '@lingui/core/macro'
import { NativeSelect, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { PAGE_LANGUAGES } from '#contract/page-language.ts'
import '../../components/shell.css'
import { language, LANGUAGE_NAMES, switchLanguage } from '../../words/language.ts'

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
        <NativeSelect aria-label={t`Language`} size="xs" mt={16} w="fit-content" value={language}
          data={PAGE_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            switchLanguage(PAGE_LANGUAGES.find((name) => name === chosen) ?? null)
          }} />
      </div>
    </main>
  )
}
