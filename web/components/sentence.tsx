// A sentence of the server, with days, moments and amounts in the reader's own form.
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { SentencePart } from '#contract/why.ts'
import { Money } from './money.tsx'
import { DayText, MomentText } from './times.tsx'

type Part = z.output<typeof SentencePart>

export const Sentence = ({ said }: { said: readonly Part[] }) => (
  <>{said.map((part, place) => <One key={place} part={part} />)}</>
)

function One({ part }: { part: Part }) {
  switch (part.kind) {
    case 'text': return <>{part.text}</>
    case 'day': return <DayText day={part.day} />
    case 'moment': return <MomentText at={part.at} />
    case 'money': return <Money {...part} />
    case 'invoice': return (
      <Link to="/invoices/$invoiceId" params={{ invoiceId: part.id }}>{part.text}</Link>
    )
    case 'workflow': return (
      <Link to="/workflows/$workflowId" params={{ workflowId: part.id }}>{part.text}</Link>
    )
    case 'message': case 'action': return <span className="strong">{part.text}</span>
  }
}
