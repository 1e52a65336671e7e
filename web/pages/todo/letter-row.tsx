// One letter of the queue: to whom, what it asks for, what has changed since, its PDF.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Checkbox, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconFileTypePdf } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getLetterPdf, withdrawLetter } from '#contract/letters.ts'
import { addressOf } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Amounts } from '../../components/money.tsx'
import { DayText, When } from '../../components/times.tsx'
import { useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { LetterAnswer } from './letters-tab.tsx'

export function LetterRow({ letter, isMarked, onMark }: {
  letter: LetterAnswer; isMarked: boolean; onMark: (isMarked: boolean) => void
}) {
  const [isWithdrawing, setWithdrawing] = useState(false)
  const mayWithdraw = letter.state === 'queued' || letter.state === 'printed'
  return (
    <li style={{ padding: '10px 16px', display: 'flex', gap: 12 }}>
      <Checkbox checked={isMarked} onChange={(event) => onMark(event.currentTarget.checked)}
        aria-label={t`Choose the letter to ${letter.customerName}`} mt={2} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <div className="row-line">
          <Link to="/customers/$customerId" params={{ customerId: letter.customerId }}
            className="clamp-1 strong" style={{ color: 'inherit' }}>{letter.customerName}</Link>
          <span className="small"><Amounts amounts={letter.asked} /></span>
        </div>
        <div className="row-sub clamp-1">{letter.name} · {letter.subject}</div>
        <div className="dim tiny clamp-2">{letter.address}</div>
        <div className="dim tiny"><Standing letter={letter} /></div>
        {letter.warnings.map(({ code, text }) => (
          <div key={code} className="note tone-warn" style={{ marginTop: 6 }}>
            <IconAlertTriangle size={16} aria-hidden /><div className="note-body">{text}</div>
          </div>
        ))}
        <div style={{ display: 'flex', gap: 12, alignItems: 'center', marginTop: 6 }}>
          <Anchor size="sm" download href={addressOf(getLetterPdf, {
            params: { letterId: letter.id } })}>
            <IconFileTypePdf size={15} aria-hidden
              style={{ verticalAlign: '-3px' }} /> <Trans>PDF</Trans></Anchor>
          {mayWithdraw ? (
            <DeedButton endpoint={withdrawLetter} variant="subtle" size="compact-sm"
              onClick={() => setWithdrawing(true)}><Trans>Withdraw</Trans></DeedButton>
          ) : null}
        </div>
      </div>
      {isWithdrawing
        ? <WithdrawDialog letter={letter} onClose={() => setWithdrawing(false)} /> : null}
    </li>
  )
}

function Standing({ letter }: { letter: LetterAnswer }) {
  if (letter.state === 'posted' && letter.postedOn !== null) {
    return <><Trans>Posted <DayText day={letter.postedOn} /> by {letter.postedByName}</Trans></>
  }
  if (letter.state === 'printed' && letter.printedAt !== null) {
    return <><Trans>Printed</Trans> <When
      at={letter.printedAt} /> <Trans>by {letter.printedByName}</Trans></>
  }
  return (
    <><Trans>Written</Trans> <When at={letter.queuedAt} />
      {letter.timesPrinted > 0 ? ` · ${t`spoiled ${letter.timesPrinted}×`}` : ''}</>
  )
}

function WithdrawDialog({ letter, onClose }: { letter: LetterAnswer; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const withdraw = useDeed(withdrawLetter, () => {
    toast(t`The letter to ${letter.customerName} is withdrawn.`)
    onClose()
  })
  return (
    <FormDialog title={t`Withdraw the letter to ${letter.customerName}?`} save={t`Withdraw`}
      onClose={onClose} error={withdraw.error} isBusy={withdraw.isPending}
      onSubmit={() => withdraw.mutate({ params: { letterId: letter.id }, body: { reason } })}>
      <p className="dim small" style={{ margin: 0 }}>
        <Trans>No contact is counted, its step is not written again, and the workflow moves on.
          Destroy a copy that is printed already.</Trans></p>
      <TextInput label={t`Reason`} placeholder={t`Optional`} value={reason} maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}
