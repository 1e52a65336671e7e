// Two tabs wrote one draft: both texts beside each other, and the writer chooses.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconGitFork } from '@tabler/icons-react'
import { useState } from 'react'
import { contentOf, type Content, type DraftHandle } from './drafts.ts'

export function DraftRival({ handle, rival }: { handle: DraftHandle; rival: Content }) {
  const [problem, setProblem] = useState<string | null>(null)
  const kept = contentOf(handle.draft)
  const choose = async (content: Content) => {
    try {
      await handle.keep({ settles: true, content })
    } catch (error) {
      if (error instanceof Error) setProblem(error.message)
    }
  }
  const both = { ...kept, body: `${kept.body.trimEnd()}\n\n${rival.body}` }
  return (
    <div className="note tone-warn" role="alert">
      <IconGitFork size={18} aria-hidden />
      <div className="note-body">
        <Trans>This draft was written in two places at once. Nothing is lost; choose how it goes
          on.</Trans>
        <div className="composer-rivals">
          <Version title={t`Kept first`} content={kept} onChoose={() => void choose(kept)} />
          <Version title={t`Written elsewhere`} content={rival} onChoose={() =>
            void choose(rival)} />
        </div>
        <Button size="compact-sm" variant="default" mt={8}
          onClick={() => void choose(both)}><Trans>Use both, one below the other</Trans></Button>
        {problem === null ? null : <div className="tiny">{problem}</div>}
      </div>
    </div>
  )
}

function Version({ title, content, onChoose }: {
  title: string; content: Content; onChoose: () => void
}) {
  return (
    <div>
      <strong>{title}</strong>
      <div className="prose" tabIndex={0} role="group" aria-label={title}>
        {content.body === '' ? t`Empty` : content.body}</div>
      <div><Button size="compact-sm" variant="default" onClick={onChoose}><Trans>Use
        this</Trans></Button></div>
    </div>
  )
}
