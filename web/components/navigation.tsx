// Where one can go, with what waits there; on top, the organization and the person.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconBuilding, IconChartBar, IconCheck, IconChecklist, IconDeviceDesktop, IconFileInvoice,
  IconFileText, IconFlask, IconInbox, IconKeyboard, IconLogout, IconMoon, IconRocket,
  IconRoute, IconSearch, IconSelector, IconSend, IconSettings, IconSun, IconTableImport, IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { getCounts } from '#contract/actions.ts'
import { getStarted } from '#contract/get-started.ts'
import { createSampleOrganization, signOut, switchOrganization } from '#contract/organizations.ts'
import { call } from '../api.ts'
import { useRead } from '../queries.ts'
import { runShortcut } from '../keys.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { toastProblem } from '../ui/toast.tsx'
import { openHelp } from './help-dialog.tsx'
import { HelpLink } from './help-link.tsx'
import { useSession } from './session.tsx'
import './shell.css'

type Counts = z.output<typeof getCounts.answer>

export function Navigation({ counts, bell }: {
  counts: Counts | undefined
  bell?: ReactNode
}) {
  const waiting = counts ? counts.replies + counts.due + counts.needsCheck : 0
  return (
    <nav aria-label={t`Main`} style={{ display: 'flex', flexDirection: 'column', flex: 1 }}>
      <OrganizationMenu />
      <button type="button" className="nav-link nav-find" onClick={() => runShortcut('palette')}>
        <IconSearch size={18} aria-hidden /><Trans>Find or do…<KeyHint
          shortcut="palette" /></Trans></button>
      <Link to="/todo" className="nav-link"><IconChecklist size={18} aria-hidden /><Trans>To
        Do</Trans>
        <Count count={waiting} isHot={(counts?.replies ?? 0) > 0} /></Link>
      <Link to="/inbox" className="nav-link"><IconInbox size={18} aria-hidden /><Trans>Inbox</Trans>
        <Count count={counts?.unmatched ?? 0} /></Link>
      {bell}
      <hr className="nav-rule" />
      <Link to="/customers" className="nav-link"><IconUsers size={18}
        aria-hidden /><Trans>Customers</Trans></Link>
      <Link to="/invoices" className="nav-link">
        <IconFileInvoice size={18} aria-hidden /><Trans>Invoices</Trans></Link>
      <hr className="nav-rule" />
      <Link to="/workflows" className="nav-link"><IconRoute size={18}
        aria-hidden /><Trans>Workflows</Trans></Link>
      <Link to="/templates" className="nav-link">
        <IconFileText size={18} aria-hidden /><Trans>Templates</Trans></Link>
      <Link to="/insights" className="nav-link">
        <IconChartBar size={18} aria-hidden /><Trans>Insights</Trans></Link>
      <Link to="/outbox" className="nav-link"><IconSend size={18}
        aria-hidden /><Trans>Outbox</Trans></Link>
      <Link to="/import" className="nav-link">
        <IconTableImport size={18} aria-hidden /><Trans>Import and
          export</Trans></Link>
      <div style={{ flex: 1, minHeight: 16 }} />
      <GetStartedLink />
      <Link to="/settings" className="nav-link">
        <IconSettings size={18} aria-hidden /><Trans>Settings</Trans></Link>
      <HelpLink />
    </nav>
  )
}

/** Until all is set up, or somebody has put the list away; a sandbox needs no set-up. */
function GetStartedLink() {
  const { organization } = useSession().me
  const read = useRead(getStarted, {}, {
    isOff: organization.isSandbox, staleTimeMs: 30_000,
  }).data
  const left = read?.steps.filter(({ isDone }) => !isDone).length ?? 0
  if (!read || read.isPutAway || left === 0) return null
  const done = read.steps.length - left
  return (
    <Link to="/get-started" className="nav-link"><IconRocket size={18} aria-hidden /><Trans>Get
      started
      <span className="count"><span className="visually-hidden">done: </span>
        {done}/{read.steps.length}</span></Trans></Link>
  )
}

const Count = ({ count, isHot = false }: { count: number; isHot?: boolean }) =>
  count === 0 ? null : (
    <span className={`count ${isHot ? 'count-hot' : ''}`}>{count > 999 ? '999+' : count}</span>
  )

function OrganizationMenu() {
  const { me } = useSession()
  const { organization } = me
  return (
    <Menu position="bottom-start" width={240} withinPortal>
      <Menu.Target>
        <button type="button" className="org-button">
          <span className={`org-mark ${organization.isSandbox ? 'org-mark-sandbox' : ''}`}
            aria-hidden>{organization.name.slice(0, 1).toUpperCase()}</span>
          <span style={{ minWidth: 0, flex: 1 }}>
            <span className="clamp-1 strong small">{organization.name}</span>
            <span className="clamp-1 dim tiny">{me.name}</span>
          </span>
          <IconSelector size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Organizations />
        <Menu.Divider />
        <ColourScheme />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openHelp}>
          <Trans>Keyboard shortcuts</Trans>
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Organizations() {
  const { me } = useSession()
  const hasSandbox = me.organizations.some(({ isSandbox }) => isSandbox)
  return (
    <>
      <Menu.Label><Trans>Work in</Trans></Menu.Label>
      {me.organizations.map(({ id, name, isSandbox }) => (
        <Menu.Item key={id} onClick={() => void workIn(id)}
          leftSection={isSandbox ? <IconFlask size={16} /> : <IconBuilding size={16} />}
          rightSection={id === me.organization.id ? <IconCheck size={14} /> : null}>
          <span className="clamp-1">{name}</span>
        </Menu.Item>
      ))}
      {hasSandbox ? null : (
        <Menu.Item leftSection={<IconFlask size={16} />} onClick={() => void exploreSample()}>
          <Trans>Explore with sample data</Trans>
        </Menu.Item>
      )}
    </>
  )
}

function ColourScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const schemes = [
    ['auto', t`As the system`, <IconDeviceDesktop key="auto" size={16} />],
    ['light', t`Light`, <IconSun key="light" size={16} />],
    ['dark', t`Dark`, <IconMoon key="dark" size={16} />],
  ] as const
  return schemes.map(([scheme, label, icon]) => (
    <Menu.Item key={scheme} leftSection={icon} onClick={() => setColorScheme(scheme)}
      rightSection={scheme === colorScheme ? <IconCheck size={14} /> : null}>{label}</Menu.Item>
  ))
}

// Another organization is another world: everything on screen is read anew.
async function workIn(organizationId: string) {
  try {
    await call(switchOrganization, { body: { organizationId } })
    window.location.assign('/todo')
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}

async function exploreSample() {
  try {
    const { organizationId } = await call(createSampleOrganization)
    await workIn(organizationId)
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}

async function leave() {
  await call(signOut).catch(() => undefined)
  window.location.assign('/sign-in')
}
