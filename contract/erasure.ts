// What is known of a person: shown, handed out, erased; and what is kept aside for claims.
import { z } from 'zod'
import { DayText, endpoint, Id, InstantText } from './endpoint.ts'

const tag = 'Personal data'
const contactId = z.object({ contactId: Id })

export const previewErasure = endpoint({
  method: 'get', path: '/contacts/{contactId}/erasure', tag, role: 'admin',
  summary: 'What erasing this person would take away, what would stay, and until when',
  params: contactId,
  answer: z.object({
    name: z.string(), typeToConfirm: z.string(), addresses: z.array(z.string()),
    sharedAddresses: z.array(z.string())
      .describe('Used by somebody of another name too: a mailbox, which stays.'),
    contacts: z.array(z.object({ contactId: Id, customerId: Id, customerName: z.string() }))
      .describe('The same person at every customer; all of them are erased.'),
    messages: z.int().describe('Messages that name the person; their originals can be kept.'),
    keptUntil: DayText,
  }),
})

export const exportPerson = endpoint({
  method: 'get', path: '/contacts/{contactId}/personal-data', tag, role: 'admin',
  summary: 'Everything that is known of this person, table by table', params: contactId,
  answer: z.object({
    madeAt: InstantText, name: z.string(), addresses: z.array(z.string()),
    tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  }),
})

export const erasePerson = endpoint({
  method: 'post', path: '/contacts/{contactId}/erase', tag, role: 'admin',
  summary: 'Erase this person: name and addresses leave every table, for good; the addresses are '
    + 'never written to again', params: contactId,
  body: z.object({
    typed: z.string().max(300).describe('`typeToConfirm` of the preview, word for word.'),
    keepsForClaims: z.boolean().default(true)
      .describe('Keep messages as they were, for admins only, until `keptUntil`.'),
  }),
  answer: z.object({ erasureId: Id, keptUntil: DayText.nullable() }),
})

export const listRetained = endpoint({
  method: 'get', path: '/customers/{customerId}/retained-messages', tag, role: 'admin',
  summary: 'Messages as they were before a person was erased, kept for claims',
  params: z.object({ customerId: Id }),
  answer: z.object({ items: z.array(z.object({
    messageId: Id, erasedAt: InstantText, keptUntil: DayText,
    original: z.record(z.string(), z.unknown()),
  })) }),
})
