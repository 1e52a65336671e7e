// The page that a customer's link opens: what is open, how to pay, and what they want to tell.
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { OpenAccount } from './open-account.tsx'
import { PageProblem, readPage, tellOpened, type Page } from './page-calls.ts'
import { isLanguage, LANGUAGES, showIn, type Language, type Show } from './show.ts'
import { Sign } from './signs.tsx'

type Read = { state: 'loading' } | { state: 'failed'; problem: PageProblem }
  | { state: 'read'; page: Page }

export function PaymentPage() {
  const [read, setRead] = useState<Read>({ state: 'loading' })
  const [chosen, setChosen] = useState(chosenLanguage)
  const load = useCallback(() => {
    readPage().then((page) => setRead({ state: 'read', page }), (error: unknown) => {
      const problem = error instanceof PageProblem ? error : new PageProblem(0, 'unexpected', '')
      // What is on screen stays there when a later look fails.
      setRead((before) => (before.state === 'read' ? before : { state: 'failed', problem }))
    })
  }, [])
  useEffect(load, [load])
  const isOpen = read.state === 'read' && read.page.state === 'open' && !read.page.isPreview
  useEffect(() => {
    if (isOpen) tellOpened()
  }, [isOpen])
  const locale = read.state === 'read' ? read.page.locale : navigator.language
  const language = chosen ?? languageOf(locale)
  const show = showIn(language, locale)
  const company = read.state === 'read' ? read.page.organization : null
  useEffect(() => {
    document.documentElement.lang = language
    document.title = company === null ? show.words.title : `${show.words.title} · ${company}`
  }, [language, company, show.words.title])
  const choose = (name: Language) => {
    const address = new URL(window.location.href)
    address.searchParams.set('lang', name)
    window.history.replaceState(null, '', address)
    setChosen(name)
  }
  return (
    <div className="page">
      <header className="top">
        <span className="company">{company ?? ''}</span>
        <LanguageChoice language={language} label={show.words.changeLanguage} onChoose={choose} />
      </header>
      <main>
        <Body read={read} show={show} onRetry={() => {
          setRead({ state: 'loading' })
          load()
        }} onChanged={load} />
      </main>
      {company === null ? null : <footer>{show.words.footer(company)}</footer>}
    </div>
  )
}

function chosenLanguage(): Language | null {
  const wanted = new URLSearchParams(window.location.search).get('lang') ?? ''
  return isLanguage(wanted) ? wanted : null
}

const languageOf = (locale: string): Language => {
  const language = locale.toLowerCase().split('-')[0] ?? ''
  return isLanguage(language) ? language : 'en'
}

function LanguageChoice({ language, label, onChoose }: {
  language: Language; label: string; onChoose: (language: Language) => void
}) {
  return (
    <select className="language" aria-label={label} value={language} onChange={(event) => {
      if (isLanguage(event.target.value)) onChoose(event.target.value)
    }}>
      {Object.entries(LANGUAGES).map(([name, words]) => (
        <option key={name} value={name} lang={name}>{words.language}</option>
      ))}
    </select>
  )
}

function Body({ read, show, onRetry, onChanged }: {
  read: Read; show: Show; onRetry: () => void; onChanged: () => void
}) {
  const { words } = show
  if (read.state === 'loading') {
    return (
      <div aria-busy="true" aria-label={words.loading} role="status">
        <div className="ghost ghost-title" />
        <div className="ghost ghost-card" />
        <div className="ghost ghost-card" />
      </div>
    )
  }
  if (read.state === 'failed') {
    const { problem } = read
    if (problem.status === 404) {
      return <Notice title={words.unknown} text={words.unknownHint} sign="unknown" />
    }
    const text = problem.code === 'offline' ? words.problems.offline
      : problem.status === 429 ? words.problems.tooMany : words.problems.unexpected
    return (
      <Notice title={words.again} sign="trouble" text={text}>
        <button type="button" className="button" onClick={onRetry}>{words.again}</button>
      </Notice>
    )
  }
  const { page } = read
  if (page.state === 'ended') {
    return <Notice title={words.ended} text={words.endedHint(page.organization)} sign="ended" />
  }
  return <OpenAccount page={page} show={show} onChanged={onChanged} />
}

function Notice({ title, text, sign, children }: {
  title: string; text: string; sign: 'unknown' | 'trouble' | 'ended'
  children?: ReactNode
}) {
  return (
    <section className="card notice">
      <Sign name={sign} />
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </section>
  )
}
