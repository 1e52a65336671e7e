// Which version of the settings a form began with, and the newer one when a save was refused.
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { getOrganization } from '#contract/organizations.ts'
import { ApiProblem, call } from '../../api.ts'

type Version = AnswerOf<typeof getOrganization>

/** Where others changed other fields only, nobody is asked: it is saved on the new version. */
export function useConflict<Fields>(begun: Version, fieldsOf: (version: Version) => Fields) {
  const [first, setFirst] = useState(() => JSON.stringify(fieldsOf(begun)))
  const [seenRevision, setSeen] = useState(begun.revision)
  const [reason, setReason] = useState<string | null>(null)
  const [theirs, setTheirs] = useState<Version | null>(null)
  const close = () => setReason(null)
  return {
    seenRevision, reason, theirs, close,
    saved: (now: Version) => {
      setSeen(now.revision)
      setFirst(JSON.stringify(fieldsOf(now)))
      close()
    },
    /** Only a version that a colleague has changed is shown beside one's own. */
    look: async (error: Error, again: (revision: number) => void) => {
      if (!(error instanceof ApiProblem) || error.code !== 'changed_meanwhile') return
      const newest = await call(getOrganization)
      if (JSON.stringify(fieldsOf(newest)) === first) {
        again(newest.revision)
        return
      }
      setTheirs(newest)
      setReason(error.message)
    },
    take: () => {
      if (theirs) {
        setSeen(theirs.revision)
        setFirst(JSON.stringify(fieldsOf(theirs)))
      }
      close()
    },
  }
}
