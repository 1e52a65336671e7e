// Step 3: what to press at exactly this provider; to be read, printed, or sent to IT.
import { Button, Group } from '@mantine/core'
import { IconInfoCircle, IconMail, IconPrinter } from '@tabler/icons-react'
import { Fragment } from 'react'
import { guideText, type Guide } from './guides.ts'
import { Step, type Standing } from './step.tsx'

export function Instructions({ guide, standing, number }: {
  guide: Guide
  standing: Standing
  number: number
}) {
  const mail = `mailto:?subject=${encodeURIComponent('Please set this up for our collection inbox')}`
    + `&body=${encodeURIComponent(guideText(guide))}`
  return (
    <Step number={number} standing={standing} title={`Set it up: ${guide.label}`} aside={(
      <Group gap={6} className="way-not-printed">
        <Button size="compact-sm" variant="default" component="a" href={mail}
          leftSection={<IconMail size={14} />}>E-mail to IT</Button>
        <Button size="compact-sm" variant="default" onClick={() => window.print()}
          leftSection={<IconPrinter size={14} />}>Print</Button>
      </Group>
    )}>
      <p className="small dim" style={{ margin: '0 0 10px' }}>{guide.about}</p>
      {guide.parts.map((part) => (
        <Fragment key={part.title ?? ''}>
          {part.title === null ? null : <h3 className="way-guide-title">{part.title}</h3>}
          <ol className="way-guide">
            {part.steps.map((step) => <li key={step}><Marked text={step} /></li>)}
          </ol>
        </Fragment>
      ))}
      {guide.beware === null ? null : (
        <div className="note tone-calm" style={{ marginTop: 12, maxWidth: '68ch' }}>
          <IconInfoCircle size={16} aria-hidden />
          <div className="note-body">{guide.beware}</div>
        </div>
      )}
    </Step>
  )
}

/** `*Settings*` is a word on the provider's screen. */
const Marked = ({ text }: { text: string }) => text.split('*').map((part, place) => (
  // The places of words in a fixed sentence never change.
  // oxlint-disable-next-line react/no-array-index-key
  place % 2 === 1 ? <strong key={place}>{part}</strong> : <Fragment key={place}>{part}</Fragment>
))
