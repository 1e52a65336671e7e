// Who is affected by a draft and what they would get in seven days, now and under it.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { previewPublishing } from '#contract/workflow-versions.ts'
import { ChannelIcon } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { countText, counted } from '../../format.ts'

type Blast = AnswerOf<typeof previewPublishing>
type Example = Blast['examples'][number]

export function BlastRadius({ blast, level, isFirst }: {
  blast: Blast; level: 'customer' | 'invoice'; isFirst: boolean
}) {
  if (isFirst) {
    return (
      <p className="small" style={{ margin: 0 }}>
        {blast.startCount === 0
          ? t`Nobody begins with it by itself. From now on it can be used.`
          : t`${counted(blast.startCount, level)} begin with it at the next planning.`}
        {' '}<Trans>Published versions never change; editing starts a new draft.</Trans>
      </p>
    )
  }
  if (blast.runCount === 0) {
    return <p className="small" style={{ margin: 0 }}>
      <Trans>Nobody is under way on this workflow, so nobody is affected.</Trans></p>
  }
  return (
    <section aria-label={t`Who is affected`}>
      <h3 style={{ margin: '0 0 6px' }}><Trans>Who is affected</Trans></h3>
      <Counts blast={blast} />
      <ul className="blast-notes small">
        <li>{blast.changedCount === 0 ? t`Nobody would get anything else in these days.`
          : t`${countText(blast.changedCount)} of ${counted(blast.runCount,
            level)} would get something else in these days.`}</li>
        {blast.finishingCount === 0 ? null : (
          <li><Trans>{counted(blast.finishingCount, level)} would have no step left; each becomes a
            task to decide how to go on.</Trans></li>
        )}
        {blast.heldCount === 0 ? null : (
          <li><Trans>{counted(blast.heldCount, level)} <Plural value={blast.heldCount} one="is"
            other="are" /> held by an
            answer, a pause or a dispute and get nothing either way.</Trans></li>
        )}
        {blast.isComplete ? null : (
          <li><Trans>There are many: only the first ones were looked at, so the counts are a
            part.</Trans></li>
        )}
      </ul>
      {blast.examples.length === 0 ? null : (
        <details className="blast-examples">
          <summary className="small">{blast.examples.length === blast.changedCount
            ? t`Show them` : t`Show the first ${blast.examples.length}`}</summary>
          <ul className="rows">
            {blast.examples.map((example, place) => (
              <li key={`${example.customerId} ${place}`}><ExampleRow example={example} /></li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const ROWS = [
  ['automatic', t`Leave by themselves`], ['manual', t`Come to To Do`], ['today', t`Of both, today`],
] as const

function Counts({ blast }: { blast: Blast }) {
  return (
    <div className="table-wrap">
      <table className="blast-counts small">
        <caption className="dim tiny"><Trans>Through <DayText day={blast.untilOn} />, if nobody pays
          or answers</Trans></caption>
        <thead>
          <tr><td /><th scope="col"><Trans>Now</Trans></th><th scope="col"><Trans>If they
            move</Trans></th></tr>
        </thead>
        <tbody>
          {ROWS.map(([name, label]) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td className="num">{countText(blast.now[name])}</td>
              <td className={`num ${blast.now[name] === blast.moved[name] ? '' : 'strong'}`}>
                {countText(blast.moved[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ExampleRow({ example }: { example: Example }) {
  const stands = example.from === example.to ? null
    : t`Stands at “${example.from ?? t`the end`}”, goes on ${example.to === null ? 'nowhere'
      : t`at “${example.to}”`}.`
  return (
    <div className="blast-example small">
      <div className="clamp-1 strong" title={example.customerName}>{example.customerName}
        {example.invoiceNumber === null ? '' : ` · ${example.invoiceNumber}`}</div>
      {stands === null ? null : <div className="dim tiny">{stands}</div>}
      <div className="blast-sides">
        <Side label={t`Now`} steps={example.now} /><Side label={t`Then`} steps={example.moved} />
      </div>
    </div>
  )
}

function Side({ label, steps }: { label: string; steps: Example['now'] }) {
  return (
    <div>
      <span className="dim tiny">{label}</span>
      {steps.length === 0 ? <div className="dim"><Trans>nothing</Trans></div> : null}
      {steps.map((step) => (
        <div key={`${step.step} ${step.on}`} className="blast-step">
          <ChannelIcon channel={step.channel} size={13} />
          <span className="clamp-1" title={step.step}>{step.step}</span>
          <DayText day={step.on} />
        </div>
      ))}
    </div>
  )
}
