// The text of a template by language, the variables it may use, and how a customer would get it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Select, Stack, Tabs, Textarea, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { createTemplate, saveTemplate, type Template } from '#contract/workflows.ts'
import { channelWord } from '../../components/statuses.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { TemplatePreview } from './template-preview.tsx'
import { Variables } from './variables.tsx'

export type TemplateAnswer = z.output<typeof Template>
export type EditedTemplate = Pick<TemplateAnswer, 'name' | 'channel' | 'texts'>
const CHANNELS = ['email', 'sms', 'letter', 'call', 'task'] as const
export const NO_TEXT = { subject: '', body: '', contentSid: null as string | null }

export function TemplateForm({ edited, onChange, error, variables, isChannelFixed }: {
  edited: EditedTemplate
  onChange: (part: Partial<EditedTemplate>) => void
  error: Error | null
  variables: readonly { name: string; about: string }[]
  isChannelFixed: boolean
}) {
  const [language, setLanguage] = useState(Object.keys(edited.texts)[0] ?? 'en')
  const body = useRef<HTMLTextAreaElement>(null)
  const fields = error ? problemFields(error) : {}
  const text = edited.texts[language] ?? NO_TEXT
  const setText = (part: Partial<typeof text>) =>
    onChange({ texts: { ...edited.texts, [language]: { ...text, ...part } } })
  const insert = (variable: string) => {
    const area = body.current
    if (!area) return
    area.setRangeText(variable, area.selectionStart, area.selectionEnd, 'end')
    setText({ body: area.value })
    area.focus()
  }
  return (
    <div className="split split-even">
      <section className="card" aria-label={t`Text`}>
        <Stack gap="sm">
          <Group grow align="flex-start">
            <TextInput label={t`Name`} value={edited.name} maxLength={100} error={fields.name}
              onChange={(event) => onChange({ name: event.currentTarget.value })} />
            <Select label={t`Channel`} allowDeselect={false} value={edited.channel}
              readOnly={isChannelFixed}
              data={CHANNELS.map((value) => ({ value, label: channelWord(value) }))}
              onChange={(value) => onChange({
                channel: CHANNELS.find((one) => one === value) ?? 'email',
              })} />
          </Group>
          <Languages edited={edited} active={language} onChoose={setLanguage}
            onAdd={(added) => {
              onChange({ texts: { ...edited.texts, [added]: { ...text, contentSid: null } } })
              setLanguage(added)
            }} />
          {edited.channel === 'email' ? (
            <TextInput label={t`Subject`} value={text.subject} maxLength={500}
              error={fields[`texts.${language}.subject`]}
              onChange={(event) => setText({ subject: event.currentTarget.value })} />
          ) : null}
          <Textarea ref={body} label={t`Text`} autosize maxRows={28} value={text.body}
            minRows={edited.channel === 'sms' ? 5 : 12}
            error={fields[`texts.${language}.body`]}
            onChange={(event) => setText({ body: event.currentTarget.value })} />
          {edited.channel === 'sms' ? (
            <p className="dim tiny" style={{ margin: 0 }}><Trans>The first SMS names your company
              and how to stop: “Reply STOP to opt out”. The preview counts the parts.</Trans></p>
          ) : null}
          {edited.channel === 'sms' ? (
            <WhatsAppField value={text.contentSid}
              error={fields[`texts.${language}.contentSid`]}
              onChange={(contentSid) => setText({ contentSid })} />
          ) : null}
          <DeedError error={error} />
          <Variables variables={variables} onInsert={insert} />
        </Stack>
      </section>
      <div className="split-detail">
        <TemplatePreview channel={edited.channel} subject={text.subject} body={text.body} />
      </div>
    </div>
  )
}

/** Makes a new one, or a new version of one that is. */
export function useSavingTemplate(
  templateId: string | null, edited: EditedTemplate, onSaved: (saved: TemplateAnswer) => void,
) {
  const create = useDeed(createTemplate, onSaved)
  const change = useDeed(saveTemplate, onSaved)
  const saveNow = () => {
    if (edited.name.trim() === '') return
    // The field is shown for an SMS only; what was typed before another channel was chosen is none.
    const texts = edited.channel === 'sms' ? edited.texts : Object.fromEntries(
      Object.entries(edited.texts).map(([at, text]) => [at, { ...text, contentSid: null }]))
    const body = { channel: edited.channel, texts, name: edited.name.trim() }
    if (templateId === null) create.mutate({ body })
    else change.mutate({ params: { templateId }, body })
  }
  return { save: templateId === null ? create : change, saveNow }
}

function WhatsAppField({ value, error, onChange }: {
  value: string | null; error: string | undefined; onChange: (sid: string | null) => void
}) {
  return (
    <TextInput label={t`WhatsApp template (content SID)`} placeholder={t`HX…`} maxLength={34}
      description={t`Optional. WhatsApp takes only such a template once they have not written for 24
        hours. It gets ${{ name: '{{1}}' }} the contact’s name, ${{ open: '{{2}}' }} all that is
        open, ${{ link: '{{3}}' }} the link to pay.`}
      value={value ?? ''} error={error}
      onChange={(event) => onChange(event.currentTarget.value.trim() || null)} />
  )
}

function Languages({ edited, active, onChoose, onAdd }: {
  edited: EditedTemplate; active: string; onChoose: (language: string) => void
  onAdd: (language: string) => void
}) {
  const [added, setAdded] = useState<string | null>(null)
  const isGood = added !== null && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(added)
    && !(added in edited.texts)
  return (
    <Group gap="xs" justify="space-between" align="center">
      <Tabs value={active} onChange={(language) => language === null ? null : onChoose(language)}
        variant="pills">
        <Tabs.List aria-label={t`Language`}>
          {Object.keys(edited.texts).map((language) => (
            <Tabs.Tab key={language} value={language}>{language}</Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {added === null ? (
        <Button size="compact-sm" variant="subtle"
          onClick={() => setAdded('')}><Trans>Add language</Trans></Button>
      ) : (
        <Group gap={6}>
          <TextInput size="xs" w={84} aria-label={t`Language code`} placeholder={t`de`}
            value={added}
            onChange={(event) => setAdded(event.currentTarget.value.trim())} autoFocus />
          <Button size="xs" disabled={!isGood} onClick={() => {
            if (added !== null) onAdd(added)
            setAdded(null)
          }}><Trans>Add</Trans></Button>
        </Group>
      )}
    </Group>
  )
}
