// Settings, one section at a time; the section stands in the address.
import { t } from '@lingui/core/macro'
import { getRouteApi } from '@tanstack/react-router'
import { SETTINGS_SECTIONS } from '../../components/settings-sections.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import { EmailSection } from './email-section.tsx'
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
  profile: ProfileSection, notices: NoticesSection,
}

export function SettingsPage() {
  const { section = 'organization' } = route.useSearch()
  const navigate = route.useNavigate()
  const Section = SECTIONS[section]
  return (
    <div className="page page-narrow">
      <PageHeader title={t`Settings`} windowTitle={t`Settings`} />
      <TabLinks label={t`Sections`} active={section}
        onChange={(name) => void navigate({ search: { section: name } })}
        tabs={SETTINGS_SECTIONS} />
      <div style={{ paddingTop: 18 }}><Section /></div>
    </div>
  )
}
