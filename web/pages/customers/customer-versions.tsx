// Two versions of a customer beside each other, when a colleague saved while the form was open.
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { getCustomer } from '#contract/customers.ts'
import { ApiProblem, call } from '../../api.ts'
import { useSession } from '../../components/session.tsx'
import { TwoVersions } from '../../components/two-versions.tsx'
import type { CustomerAnswer } from './customer-page.tsx'
import { DEBTOR_CHOICES, WISH_CHOICES } from './manners-fields.tsx'

type Compared = Pick<CustomerAnswer, 'name' | 'reference' | 'street' | 'postcode' | 'city'
  | 'country' | 'locale' | 'zone' | 'debtorKind' | 'ownerId' | 'wishedChannel' | 'wishedBy'
  | 'parentId' | 'collectAt'>

/** Who was faster, and what they made of it; nothing as long as nobody was. */
export function useOvertaken(customerId: string | undefined) {
  const [theirs, setTheirs] = useState<{ reason: string; newest: CustomerAnswer } | null>(null)
  return {
    theirs,
    look: async (error: Error) => {
      if (customerId === undefined || !(error instanceof ApiProblem)
        || error.code !== 'changed_meanwhile') return
      const newest = await call(getCustomer, { params: { customerId } })
      setTheirs({ reason: error.message, newest })
    },
    close: () => setTheirs(null),
  }
}

export function CustomerVersions({ overtaken, mine, isBusy, onMine, onTheirs }: {
  overtaken: ReturnType<typeof useOvertaken>
  mine: Compared
  isBusy: boolean
  /** Saves over the version that is there now. */
  onMine: (seenVersion: string) => void
  onTheirs: () => void
}) {
  const { nameOf } = useSession()
  const { theirs, close } = overtaken
  if (theirs === null) return null
  const told = (of: Compared): readonly (readonly [string, string])[] => [
    [t`Name`, of.name], [t`Customer number`, of.reference], [t`Street`, of.street],
    [t`Postcode`, of.postcode], [t`City`, of.city], [t`Country`, of.country ?? ''],
    [t`Language`, of.locale ?? ''], [t`Time zone`, of.zone ?? ''],
    [t`Kind`, DEBTOR_CHOICES.find(({ value }) => value === of.debtorKind)?.label ?? ''],
    [t`Owner`, nameOf(of.ownerId) ?? t`Everyone`],
    [t`Wants to be contacted`,
      WISH_CHOICES.find(({ value }) => value === of.wishedChannel)?.label ?? ''],
    [t`Who asked for it`, of.wishedBy],
    [t`Belongs to`, of.parentId === null ? t`No parent company`
      : theirs.newest.family.find(({ id }) => id === of.parentId)?.name ?? t`Another company`],
    [t`Its invoices are asked for`,
      of.collectAt === 'itself' ? t`At itself` : t`Together with its parent`],
  ]
  const own = told(mine)
  return (
    <TwoVersions reason={theirs.reason} isBusy={isBusy} onClose={close} onTheirs={onTheirs}
      title={t`Two versions of the same customer`}
      onMine={() => onMine(theirs.newest.version)}
      differences={told(theirs.newest).flatMap(([label, value], index) =>
        (own[index]?.[1] === value ? []
          : [{ field: label, label, theirs: value, mine: own[index]?.[1] ?? '' }]))} />
  )
}
