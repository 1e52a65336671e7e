// Settings, one section at a time; the section stands in the address.
import { t } from '@lingui/core/macro'
import { getRouteApi } from '@tanstack/react-router'
import { SETTINGS_SECTIONS } from '../../components/settings-sections.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import type { Endpoint } from '#contract/endpoint.ts'
import { getHealth } from '#contract/health.ts'
import { saveLinkSettings } from '#contract/links.ts'
import { createApiKey, getEmailSettings, listApiKeys, saveEmailSettings, saveMember,
  saveOrganization } from '#contract/organizations.ts'
import { ReadOnly } from '../../components/read-only.tsx'
import { EmailSection } from './email-section.tsx'
import { HealthSection } from './health-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { LinksSection } from './links-section.tsx'
import { MembersSection } from './members-section.tsx'
import { NoticesSection } from './notices-section.tsx'
import { OrganizationSection } from './organization-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { ReplyAddressSection } from './reply-address-section.tsx'
import { SafetySection } from './safety-section.tsx'
import { SmsSection } from './sms-section.tsx'
import { WebhooksSection } from './webhooks-section.tsx'

const route = getRouteApi('/app/settings')

const SECTIONS = {
  organization: OrganizationSection, safety: SafetySection, email: EmailSection,
  'reply-address': ReplyAddressSection, sms: SmsSection, links: LinksSection,
  keys: KeysSection, webhooks: WebhooksSection, members: MembersSection,
  health: HealthSection, profile: ProfileSection, notices: NoticesSection,
}

/** Where everything on it needs one right: whoever lacks it reads, and is told whom to ask. */
const RIGHTS: Partial<Record<keyof typeof SECTIONS, { read?: Endpoint; change?: Endpoint }>> = {
  organization: { change: saveOrganization },
  email: { read: getEmailSettings, change: saveEmailSettings },
  links: { change: saveLinkSettings },
  keys: { read: listApiKeys, change: createApiKey },
  members: { change: saveMember },
  health: { read: getHealth },
}

export function SettingsPage() {
  const { section = 'organization' } = route.useSearch()
  const navigate = route.useNavigate()
  const Section = SECTIONS[section]
  const rights = RIGHTS[section]
  return (
    <div className="page page-narrow">
      <PageHeader title={t`Settings`} windowTitle={t`Settings`} />
      <TabLinks label={t`Sections`} active={section}
        onChange={(name) => void navigate({ search: { section: name } })}
        tabs={SETTINGS_SECTIONS} />
      <div style={{ paddingTop: 18 }}>
        <ReadOnly read={rights?.read ?? null} change={rights?.change ?? null}><Section /></ReadOnly>
      </div>
    </div>
  )
}
