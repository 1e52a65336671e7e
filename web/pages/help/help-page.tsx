// The help, served by the installation itself: one page a screen, and what runs it.
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { HELP_PAGES } from 'virtual:help-pages'
import { getStarted, putAwayGetStarted } from '#contract/get-started.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import './help.css'

const route = getRouteApi('/app/help/$page')

export function HelpPage() {
  const { page: name } = route.useParams()
  const { t } = useLingui()
  const page = HELP_PAGES.find((one) => one.name === name)
  return (
    <div className="page">
      <PageHeader title={page?.title ?? t`Help`} windowTitle={`${page?.title ?? ''} · ${t`Help`}`}>
        {page?.name === 'first-steps' ? <BringBack /> : null}
      </PageHeader>
      <div className="help">
        <Pages />
        {page === undefined
          ? <EmptyState icon={<IconBook2 size={22} />} title={t`There is no such page of help`}
              action={<Button component={Link} to="/help/first-steps"><Trans>To the first
                steps</Trans></Button>}>
              <Trans>Choose one from the list.</Trans></EmptyState>
          : <Article key={page.name} html={page.html} />}
      </div>
    </div>
  )
}

function Pages() {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const found = HELP_PAGES.filter(({ title, html }) => wanted === ''
    || `${title} ${html.replaceAll(/<[^>]+>/g, ' ')}`.toLowerCase().includes(wanted))
  const listed = (group: 'work' | 'run') => found.filter((one) => one.group === group)
  return (
    <nav aria-label={t`Pages of the help`} className="help-pages">
      <SearchField value={search} onChange={setSearch} label={t`Search the help`}
        placeholder={t`Search the help`} />
      {found.length === 0
        ? <p className="dim small"><Trans>No page has these words.</Trans></p> : null}
      <PageList title={t`Working here`} pages={listed('work')} />
      <PageList title={t`Running it`} pages={listed('run')} />
    </nav>
  )
}

function PageList({ title, pages }: { title: string; pages: readonly { name: string
  title: string }[] }) {
  if (pages.length === 0) return null
  return (
    <>
      <h2 className="dim tiny">{title}</h2>
      <ul>
        {pages.map((page) => (
          <li key={page.name}><Link to="/help/$page" params={{ page: page.name }}
            className="nav-link">{page.title}</Link></li>
        ))}
      </ul>
    </>
  )
}

/** The HTML is made from our own documents when the pages are built; nobody else's is in it. */
function Article({ html }: { html: string }) {
  const navigate = useNavigate()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const id = window.location.hash.slice(1)
    if (id !== '') document.getElementById(decodeURIComponent(id))?.scrollIntoView()
  }, [])
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const href = link?.getAttribute('href') ?? ''
    if (!href.startsWith('/help/') || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    const [page = '', hash] = href.slice('/help/'.length).split('#')
    void navigate({ to: '/help/$page', params: { page }, ...(hash === undefined ? {} : { hash }) })
  }
  return <article ref={box} className="help-text" onClick={follow}
    dangerouslySetInnerHTML={{ __html: html }} lang="en" dir="ltr" />
}

/** The list of first steps comes back into the menu from here. */
function BringBack() {
  const { t } = useLingui()
  const { organization } = useSession().me
  const read = useRead(getStarted, {}, { isOff: organization.isSandbox }).data
  const navigate = useNavigate()
  const bring = useDeed(putAwayGetStarted, () => navigate({ to: '/get-started' }))
  if (organization.isSandbox || !read) return null
  if (!read.isPutAway) {
    return <Button component={Link} to="/get-started"><Trans>Open the list</Trans></Button>
  }
  return <DeedButton endpoint={putAwayGetStarted} loading={bring.isPending}
    onClick={() => bring.mutate({ body: { isPutAway: false } })}>{t`Bring the list back`}
  </DeedButton>
}
