// Step 3: what to press at exactly this provider; to be read, printed, or sent to IT.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { IconInfoCircle, IconMail, IconPrinter } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { guideText, type Guide } from './guides.ts'
import { Step, type Standing } from './step.tsx'

export function Instructions({ guide, standing, number }: {
  guide: Guide
  standing: Standing
  number: number
}) {
  const subject = t`Please set this up for our collection inbox`
  const mail = `mailto:?subject=${encodeURIComponent(subject)}`
    + `&body=${encodeURIComponent(guideText(guide))}`
  const [isOpen, setIsOpen] = useState(standing === 'open')
  const title = t`Set it up: ${guide.label}`
  if (!isOpen) {
    return (
      <Step number={number} standing={standing} title={title} aside={(
        <Button size="compact-sm" variant="default" onClick={() => setIsOpen(true)}>
          <Trans>Show how</Trans></Button>
      )} />
    )
  }
  return (
    <Step number={number} standing={standing} title={title} isPrinted aside={(
      <Group gap={6} className="way-not-printed">
        <Button size="compact-sm" variant="default" component="a" href={mail}
          leftSection={<IconMail size={14} />}><Trans>E-mail to IT</Trans></Button>
        <Button size="compact-sm" variant="default" onClick={() => window.print()}
          leftSection={<IconPrinter size={14} />}><Trans>Print</Trans></Button>
      </Group>
    )}>
      <GuideText guide={guide} />
    </Step>
  )
}

const GuideText = ({ guide }: { guide: Guide }) => (
  <div>
    <div className="small dim" style={{ marginBottom: 10 }}>{guide.about}</div>
    {guide.parts.map((part) => (
      <Fragment key={part.title ?? ''}>
        {part.title === null ? null : <h3 className="way-guide-title">{part.title}</h3>}
        <ol className="way-guide">
          {part.steps.map((step) => <li key={step}><Marked text={step} /></li>)}
        </ol>
      </Fragment>
    ))}
    {guide.beware === null ? null : (
      <div className="note tone-calm" style={{ marginTop: 14, maxWidth: '68ch' }}>
        <IconInfoCircle size={16} aria-hidden />
        <div className="note-body"><Marked text={guide.beware} /></div>
      </div>
    )}
  </div>
)

/** `*Settings*` is a word on the provider's screen, `` `in-…@…` `` a text to be entered. */
const Marked = ({ text }: { text: string }) =>
  text.split(/(\*[^*]+\*|`[^`]+`)/).map((part, place) => {
    // The places of words in a fixed sentence never change.
    const key = `${place} ${part}`
    if (part.startsWith('*')) return <strong key={key}>{part.slice(1, -1)}</strong>
    if (part.startsWith('`')) {
      return <code key={key} className="way-inline">{part.slice(1, -1)}</code>
    }
    return <Fragment key={key}>{part}</Fragment>
  })
