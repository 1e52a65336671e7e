// What an import would do, before it does it: counts, balances, what comes of it, mistakes to mend.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Progress } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { cancelImport, checkImport, startImport } from '#contract/import-wizard.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Money } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { countText, dayText } from '../../format.ts'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { Counts } from './counts.tsx'
import type { InHand } from './import-words.ts'
import { Problems } from './problems.tsx'

export function CheckStep({ now }: { now: InHand }) {
  if (now.state === 'checking') return <Checking now={now} />
  if (now.checked === null) return <NotChecked now={now} />
  return <><Result now={now} checked={now.checked} /><Problems now={now} canFix /></>
}

function Checking({ now }: { now: InHand }) {
  const cancel = useDeed(cancelImport)
  const { waitsFor } = now
  const percent = now.rowCount ? Math.min(99, Math.floor((now.line / now.rowCount) * 100)) : 0
  const [line, rows] = [countText(now.line), countText(now.rowCount ?? 0)]
  return (
    <section className="card stack" style={{ gap: 14 }} aria-live="polite">
      <h2 className="card-title" style={{ margin: 0 }}><Trans>Checking every row</Trans></h2>
      <Progress value={percent} size="lg" animated aria-label={t`${percent} % are checked`} />
      <p className="small dim" style={{ margin: 0 }}>
        {waitsFor ? <Trans>Waits for the import of {waitsFor.fileName}</Trans>
          : now.line > 0 && now.line < (now.rowCount ?? 0)
            ? <Trans>Row {line} of {rows}. Nothing is written yet; you may leave this page.</Trans>
            : <Trans>{rows} rows. Nothing is written yet; you may leave this page.</Trans>}</p>
      <DeedError error={cancel.error} />
      <div><DeedButton endpoint={cancelImport} variant="default" loading={cancel.isPending}
        onClick={() => cancel.mutate({ params: { importId: now.id } })}>
        <Trans>Stop the check</Trans></DeedButton></div>
    </section>
  )
}

function NotChecked({ now }: { now: InHand }) {
  const check = useDeed(checkImport)
  return (
    <section className="card stack" style={{ gap: 14 }}>
      <h2 className="card-title" style={{ margin: 0 }}><Trans>Not checked yet</Trans></h2>
      <p style={{ margin: 0 }} className="dim small">{now.why ?? (
        <Trans>Every row is read and tried, and nothing is written.</Trans>)}</p>
      <DeedError error={check.error} />
      <div className="import-deeds">
        <DeedButton endpoint={checkImport} loading={check.isPending}
          onClick={() => check.mutate({ params: { importId: now.id } })}>
          <Trans>Check every row</Trans></DeedButton>
        <Link to="/import/$importId" params={{ importId: now.id }} search={{ step: 'map' }}>
          <Trans>Back to the columns</Trans></Link>
      </div>
    </section>
  )
}

type Checked = NonNullable<InHand['checked']>

function Result({ now, checked }: { now: InHand; checked: Checked }) {
  const navigate = useNavigate()
  const start = useDeed(startImport, () => navigate({ to: '/import/$importId',
    params: { importId: now.id } }))
  const good = checked.created + checked.updated
  const count = countText(good)
  return (
    <section className="card stack" style={{ gap: 16 }} aria-labelledby="result">
      <h2 id="result" className="card-title" style={{ margin: 0 }}>
        <Trans>What would happen</Trans></h2>
      <Counts counts={checked} isAhead />
      <Effects checked={checked} />
      <DeedError error={start.error} />
      <div className="import-deeds">
        <DeedButton endpoint={startImport} loading={start.isPending}
          whyNot={good === 0 ? t`Nothing in this file is new.` : null}
          onClick={() => start.mutate({ params: { importId: now.id } })}>
          {good === 0 ? <Trans>Import</Trans> : checked.failed > 0
            ? <Plural value={good} one="Import the # good row" other="Import the # good rows" />
            : good === 1 ? <Trans>Import 1 row</Trans>
              : <Trans>Import {count} rows</Trans>}</DeedButton>
        <Link to="/import/$importId" params={{ importId: now.id }} search={{ step: 'map' }}>
          <Trans>Back to the columns</Trans></Link>
      </div>
    </section>
  )
}

function Effects({ checked }: { checked: Checked }) {
  const { consequences } = checked
  return (
    <dl className="facts">
      {checked.balances.map(({ currency, beforeMinor, afterMinor }) => (
        <div key={currency} style={{ display: 'contents' }}>
          <dt><Trans>Open balance</Trans></dt>
          <dd><Money amountMinor={beforeMinor} currency={currency} /> →{' '}
            <strong><Money amountMinor={afterMinor} currency={currency} /></strong></dd>
        </div>
      ))}
      <dt><Trans>New customers</Trans></dt><dd>{countText(checked.newCustomers)}</dd>
      <dt><Trans>What comes of it</Trans></dt>
      <dd>{consequences === null ? (
        <Trans>The file is too large to look ahead; see Simulate before automatic sending is
          on.</Trans>
      ) : <Coming consequences={consequences} />}</dd>
    </dl>
  )
}

function Coming({ consequences: told }: { consequences: NonNullable<Checked['consequences']> }) {
  const { isAutomationOn } = useSession().me.organization
  const more = told.then.automatic - told.now.automatic
  const until = dayText(told.untilOn, 'short')
  return (
    <>
      {more > 0 ? <Plural value={more} one={`# automatic contact more would become due by ${until}`}
        other={`# automatic contacts more would become due by ${until}`} />
        : more < 0 ? <Plural value={-more} one={`# automatic contact less would go out by ${until}`}
          other={`# automatic contacts less would go out by ${until}`} />
          : <Trans>As many automatic contacts as without it</Trans>}
      {isAutomationOn ? null : <span className="dim"><br />
        <Trans>Automatic sending is off: nothing leaves by itself.</Trans></span>}
      {told.examples.length === 0 ? null : (
        <details>
          <summary className="small"><Trans>See the list</Trans></summary>
          <ul className="small" style={{ margin: '6px 0 0', paddingInlineStart: 18 }}>
            {told.examples.map((one) => (
              <li key={one.customerId}>{one.customerName}{': '}
                {one.then.length === 0 ? <Trans>nothing any more</Trans> : one.then.map((coming) =>
                  `${coming.step} ${dayText(coming.on, 'short')}`).join(', ')}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
