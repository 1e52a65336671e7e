// The editor of a template: its text by language, the variables, and how a customer would get it.
import { Button, Group, Select, Stack, Tabs, Textarea, TextInput } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { createTemplate, listTemplates, saveTemplate, type Template } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { channelWord } from '../../components/statuses.tsx'
import { useShortcut } from '../../keys.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { toast } from '../../ui/toast.tsx'
import { TemplatePreview } from './template-preview.tsx'
import { Variables } from './variables.tsx'

type TemplateAnswer = z.output<typeof Template>
type Edited = Pick<TemplateAnswer, 'name' | 'channel' | 'texts'>
const CHANNELS = ['email', 'sms', 'letter', 'call', 'task'] as const
const NO_TEXT = { subject: '', body: '', contentSid: null as string | null }
const route = getRouteApi('/app/templates/$templateId')

export function TemplatePage() {
  const { templateId } = route.useParams()
  const { locale } = useSession().me.organization
  const read = useRead(listTemplates)
  if (read.error && !read.data) {
    return <div className="page page-narrow">
      <ErrorState error={read.error} onRetry={() => void read.refetch()} /></div>
  }
  if (!read.data) return <PageSkeleton />
  const { items, variables } = read.data
  const found = items.find(({ id }) => id === templateId)
  if (!found && templateId !== 'new') {
    return <div className="page page-narrow">
      <ErrorState error={new Error('There is no such template here; it may be an old link.')} />
        </div>
  }
  const first: Edited = found ?? {
    name: '', channel: 'email', texts: { [locale]: NO_TEXT },
  }
  return <Editor key={templateId} templateId={found?.id ?? null} first={first}
    variables={variables} />
}

function Editor({ templateId, first, variables }: {
  templateId: string | null; first: Edited
  variables: readonly { name: string; about: string }[]
}) {
  const [edited, setEdited] = useState(first)
  const [language, setLanguage] = useState(Object.keys(first.texts)[0] ?? 'en')
  const body = useRef<HTMLTextAreaElement>(null)
  const { save, saveNow } = useSaving(templateId, edited)
  useShortcut('save', saveNow)
  const fields = save.error ? problemFields(save.error) : {}
  const text = edited.texts[language] ?? NO_TEXT
  const setText = (part: Partial<typeof text>) => setEdited((before) => ({
    ...before, texts: { ...before.texts, [language]: { ...text, ...part } },
  }))
  const insert = (variable: string) => {
    const area = body.current
    if (!area) return
    area.setRangeText(variable, area.selectionStart, area.selectionEnd, 'end')
    setText({ body: area.value })
    area.focus()
  }
  const title = templateId === null ? 'New template' : first.name
  return (
    <div className="page">
      <PageHeader title={title} windowTitle={title}>
        <DeedButton endpoint={saveTemplate} loading={save.isPending} onClick={saveNow}
          rightSection={<KeyHint shortcut="save" />}
          whyNot={edited.name.trim() === '' ? 'Give it a name first.' : null}>
          Save template</DeedButton>
      </PageHeader>
      <div className="split split-even">
        <section className="card">
          <Stack gap="sm">
            <Group grow align="flex-start">
              <TextInput label="Name" value={edited.name} maxLength={100} error={fields.name}
                onChange={(event) => setEdited({ ...edited, name: event.currentTarget.value })} />
              <Select label="Channel" allowDeselect={false} value={edited.channel}
                readOnly={templateId !== null}
                data={CHANNELS.map((value) => ({ value, label: channelWord(value) }))}
                onChange={(value) => setEdited({
                  ...edited, channel: CHANNELS.find((one) => one === value) ?? 'email',
                })} />
            </Group>
            <Languages edited={edited} active={language} onChoose={setLanguage}
              onAdd={(added) => {
                setEdited({ ...edited, texts: {
                  ...edited.texts, [added]: { ...text, contentSid: null } } })
                setLanguage(added)
              }} />
            {edited.channel === 'email' ? (
              <TextInput label="Subject" value={text.subject} maxLength={500}
                error={fields[`texts.${language}.subject`]}
                onChange={(event) => setText({ subject: event.currentTarget.value })} />
            ) : null}
            <Textarea ref={body} label="Text" autosize maxRows={28} value={text.body}
              minRows={edited.channel === 'sms' ? 5 : 12}
              error={fields[`texts.${language}.body`]}
              onChange={(event) => setText({ body: event.currentTarget.value })} />
            {edited.channel === 'sms' ? (
              <p className="dim tiny" style={{ margin: 0 }}>The first SMS names your company and how
                to stop: “Reply STOP to opt out”. The preview counts the parts.</p>
            ) : null}
            {edited.channel === 'sms' ? (
              <WhatsAppField value={text.contentSid}
                error={fields[`texts.${language}.contentSid`]}
                onChange={(contentSid) => setText({ contentSid })} />
            ) : null}
            <DeedError error={save.error} />
            <Variables variables={variables} onInsert={insert} />
          </Stack>
        </section>
        <div className="split-detail">
          <TemplatePreview channel={edited.channel} subject={text.subject} body={text.body} />
        </div>
      </div>
    </div>
  )
}

function WhatsAppField({ value, error, onChange }: {
  value: string | null; error: string | undefined; onChange: (sid: string | null) => void
}) {
  return (
    <TextInput label="WhatsApp template (content SID)" placeholder="HX…" maxLength={34}
      description="Optional. WhatsApp takes only such a template once they have not written for 24
        hours. It gets {{1}} the contact’s name, {{2}} all that is open, {{3}} the link to pay."
      value={value ?? ''} error={error}
      onChange={(event) => onChange(event.currentTarget.value.trim() || null)} />
  )
}

function useSaving(templateId: string | null, edited: Edited) {
  const navigate = useNavigate()
  const create = useDeed(createTemplate, async (made) => {
    toast('The template is saved.')
    await navigate({ to: '/templates/$templateId', params: { templateId: made.id }, replace: true })
  })
  const change = useDeed(saveTemplate, (saved) => toast(`Saved as version ${saved.version}.`))
  const saveNow = () => {
    if (edited.name.trim() === '') return
    // The field is shown for an SMS only; what was typed before another channel was chosen is none.
    const texts = edited.channel === 'sms' ? edited.texts : Object.fromEntries(
      Object.entries(edited.texts).map(([at, text]) => [at, { ...text, contentSid: null }]))
    const body = { ...edited, texts, name: edited.name.trim() }
    if (templateId === null) create.mutate({ body })
    else change.mutate({ params: { templateId }, body })
  }
  return { save: templateId === null ? create : change, saveNow }
}

function Languages({ edited, active, onChoose, onAdd }: {
  edited: Edited; active: string; onChoose: (language: string) => void
  onAdd: (language: string) => void
}) {
  const [added, setAdded] = useState<string | null>(null)
  const isGood = added !== null && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(added)
    && !(added in edited.texts)
  return (
    <Group gap="xs" justify="space-between" align="center">
      <Tabs value={active} onChange={(language) => language === null ? null : onChoose(language)}
        variant="pills">
        <Tabs.List aria-label="Language">
          {Object.keys(edited.texts).map((language) => (
            <Tabs.Tab key={language} value={language}>{language}</Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {added === null ? (
        <Button size="compact-sm" variant="subtle"
          onClick={() => setAdded('')}>Add language</Button>
      ) : (
        <Group gap={6}>
          <TextInput size="xs" w={84} aria-label="Language code" placeholder="de" value={added}
            onChange={(event) => setAdded(event.currentTarget.value.trim())} autoFocus />
          <Button size="xs" disabled={!isGood} onClick={() => {
            if (added !== null) onAdd(added)
            setAdded(null)
          }}>Add</Button>
        </Group>
      )}
    </Group>
  )
}
