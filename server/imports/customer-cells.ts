// Reads the cells of a customer's row that take one word of a closed list.
import { readAs, refuse, type Read } from '#domain/cells.ts'
import type { CollectAt } from '#domain/customer-tree.ts'
import { DEBTOR_KINDS, type DebtorKind } from '#domain/debtor-kind.ts'
import { WISHED_CHANNELS, type WishedChannel } from '#domain/wished-channels.ts'
import type { CustomerWish } from '../customers/save-customer.ts'
import type { Row } from './row.ts'

/** What the words of other programs mean here. */
const CHANNEL_WORDS: Readonly<Record<string, WishedChannel | 'any'>> = {
  'e-mail': 'email', mail: 'email', text: 'sms', post: 'letter', brief: 'letter', phone: 'call',
  telephone: 'call', telefon: 'call', any: 'any', none: 'any',
}

const word = (cell: string) => cell.trim().toLowerCase().replaceAll(/[\s-]+/g, '_')

function oneOf<Word extends string>(words: readonly Word[], what: string) {
  return (cell: string): Read<Word> => {
    const found = words.find((one) => one === word(cell))
    return found === undefined ? refuse('not_in_list',
      `"${cell}" is not ${what}; use ${words.join(', ')}.`) : readAs(found)
  }
}

const readKind = oneOf<DebtorKind>(DEBTOR_KINDS, 'a kind of customer')
export const readCollectAt = oneOf<CollectAt>(['itself', 'parent'], 'a place to collect at')
const readChannel = oneOf<WishedChannel | 'any'>([...WISHED_CHANNELS, 'any'], 'a channel')
const readWished = (cell: string) =>
  readChannel(CHANNEL_WORDS[cell.trim().toLowerCase()] ?? cell)

/** A file without these columns, or a row that leaves them empty, changes nothing. */
export function readManners(row: Row): Pick<CustomerWish, 'debtorKind' | 'wishedChannel'
  | 'wishedBy' | 'wishedOn'> {
  const wished = row.optional('wished_channel', readWished)
  const on = row.peek('wished_on') === '' ? undefined : row.date('wished_on')
  return {
    debtorKind: row.optional('debtor_kind', readKind) ?? undefined,
    ...(wished === null ? {} : {
      wishedChannel: wished === 'any' ? null : wished,
      wishedBy: row.text('wished_by') || undefined, wishedOn: on,
    }),
  }
}
