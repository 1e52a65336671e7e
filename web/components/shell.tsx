// The frame of every signed-in page: who, where, navigation, and the sandbox strip.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Anchor } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { Navigate, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { getCounts } from '#contract/actions.ts'
import { getMe } from '#contract/organizations.ts'
import { ApiProblem, call } from '../api.ts'
import { signOut } from '#contract/organizations.ts'
import { useShortcut } from '../keys.ts'
import { setOwnKeys } from '../own-keys.ts'
import { undoLast } from '../undo.ts'
import { useLiveStream } from '../live.ts'
import { useRead } from '../queries.ts'
import { followProfile } from '../words/language.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { LateDrawer } from '../ui/late-overlay.tsx'
import { PageSkeleton } from '../ui/list-skeleton.tsx'
import { Bell } from './bell.tsx'
import { CopyStrip } from './copy-strip.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette.tsx'
import { PauseStrip } from './pause-strip.tsx'
import { SandboxStrip } from './sandbox-strip.tsx'
import { SessionProvider, useSession } from './session.tsx'
import { StaleStrip } from './stale-strip.tsx'
import './shell.css'

const NoticesDrawer = lazy(() => import('./notices.tsx')
  .then((file) => ({ default: file.NoticesDrawer })))

export function Shell() {
  const me = useRead(getMe, {}, { isLive: true })
  const location = useLocation()
  const chosen = me.data?.language ?? null
  useEffect(() => followProfile(chosen), [chosen])
  if (me.data) {
    return <SessionProvider me={me.data}><Frame /></SessionProvider>
  }
  if (me.error instanceof ApiProblem && me.error.status === 401) {
    return <Navigate to="/sign-in" search={{ back: location.href }} replace />
  }
  if (me.error) return <NoSession error={me.error} onRetry={() => void me.refetch()} />
  return <PageSkeleton />
}

function Frame() {
  const [isMenuOpen, setMenuOpen] = useState(false)
  const counts = useRead(getCounts, {}, { isLive: true }).data
  const path = useLocation({ select: (location) => location.pathname })
  useEffect(() => setMenuOpen(false), [path])
  useGoShortcuts()
  useOwnKeys()
  useLiveStream()
  const [areNoticesOpen, setNoticesOpen] = useState(false)
  const [wereNoticesOpened, setNoticesOpened] = useState(false)
  const openNotices = () => {
    setMenuOpen(false)
    setNoticesOpened(true)
    setNoticesOpen(true)
  }
  useShortcut('goNotices', openNotices)
  return (
    <div className="shell">
      <a href="#main" className="skip-link"><Trans>Skip to the page</Trans></a>
      <div className="shell-nav">
        <Navigation counts={counts} bell={<Bell onOpen={openNotices} />} />
      </div>
      <div className="shell-main">
        <header className="shell-top">
          <ActionIcon size="lg" aria-label={t`Open the menu`} onClick={() => setMenuOpen(true)}>
            <IconMenu2 size={20} />
          </ActionIcon>
          <span className="shell-top-name">Duebox</span>
          <Bell onOpen={openNotices} isIcon />
        </header>
        <CopyStrip />
        <PauseStrip />
        <StaleStrip />
        <SandboxStrip />
        <main id="main" tabIndex={-1} style={{ outline: 'none' }}>
          <Suspense fallback={<PageSkeleton />}><Outlet /></Suspense>
        </main>
      </div>
      <LateDrawer opened={isMenuOpen} onClose={() => setMenuOpen(false)} size={270} padding="xs"
        title={t`Menu`} closeButtonProps={{ 'aria-label': t`Close the menu` }}>
        <Navigation counts={counts} />
      </LateDrawer>
      {wereNoticesOpened ? (
        <Suspense fallback={null}>
          <NoticesDrawer isOpen={areNoticesOpen} onClose={() => setNoticesOpen(false)} />
        </Suspense>
      ) : null}
      <HelpDialog />
      <Palette />
    </div>
  )
}

/** This person's own keys, and `z`. */
function useOwnKeys() {
  const { keys } = useSession().me
  const kept = JSON.stringify(keys)
  useEffect(() => {
    setOwnKeys(keys)
    // Every answer is a new object; the keys are as they were unless their text is another.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [kept])
  useShortcut('undoLast', undoLast)
}

function useGoShortcuts() {
  const navigate = useNavigate()
  useShortcut('goToDo', () => void navigate({ to: '/todo' }))
  useShortcut('goInbox', () => void navigate({ to: '/inbox' }))
  useShortcut('goCustomers', () => void navigate({ to: '/customers' }))
  useShortcut('goInvoices', () => void navigate({ to: '/invoices' }))
  useShortcut('goWorkflows', () => void navigate({ to: '/workflows' }))
  useShortcut('goOutbox', () => void navigate({ to: '/outbox' }))
  useShortcut('goInsights', () => void navigate({ to: '/insights' }))
  useShortcut('goSettings', () => void navigate({ to: '/settings' }))
}

function NoSession({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const leave = async () => {
    await call(signOut)
    window.location.assign('/sign-in')
  }
  return (
    <div className="entry">
      <div className="entry-card">
        <ErrorState error={error} onRetry={onRetry} />
        <Anchor component="button" mt={12} size="sm" onClick={() => void leave()}>
          <Trans>Sign out and start again</Trans>
        </Anchor>
      </div>
    </div>
  )
}
