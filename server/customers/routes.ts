// Answers: customers, their contacts and pauses.
import type { z } from 'zod'
import { listPhones as listPhonesEndpoint, recordConsent } from '#contract/consents.ts'
import {
  chooseCustomers, createContact, createCustomer, deleteContact, endPause as endPauseEndpoint,
  getCustomer,
  listCustomers as listCustomersEndpoint, saveContact as saveContactEndpoint, saveCustomer,
  startPause as startPauseEndpoint, totalCustomers as totalCustomersEndpoint, type PlannedContact,
} from '#contract/customers.ts'
import {
  changePause as changePauseEndpoint, listPauses as listPausesEndpoint,
  resumePause as resumePauseEndpoint,
} from '#contract/pauses.ts'
import { answer, type Route } from '../platform/http.ts'
import type { Org } from '../platform/in-organization.ts'
import { bulkRoutes } from './bulk-routes.ts'
import { linkRoutes } from './link-routes.ts'
import { listCustomers } from './list-customers.ts'
import { listPhones, recordByHand } from './list-phones.ts'
import {
  changePause, endPause, listPauses, readPause, requireScopeRole, resumePause, scopeOfPause,
  startPause,
} from './pause.ts'
import { readCustomer, toContacts } from './read-customer.ts'
import { addContact, deleteContact as removeContact, saveContact } from './save-contact.ts'
import { addCustomer, changeCustomer } from './save-customer.ts'
import type { ContactRow } from './store.ts'
import { chosenCustomers, totalCustomers } from './total-customers.ts'

/** What an upper floor knows of a customer: api.ts hands it in. */
export interface CustomerExtra {
  planned: (org: Org, customerId: string) => Promise<z.output<typeof PlannedContact>[]>
}

export function customerRoutes(extra: CustomerExtra): Route[] {
  const page = async (org: Org, customerId: string) => ({
    ...await readCustomer(org, customerId), planned: await extra.planned(org, customerId),
  })
  return [
    answer(listCustomersEndpoint, (org, { query }) => listCustomers(org, query)),
    answer(totalCustomersEndpoint, (org, { query }) => totalCustomers(org, query)),
    answer(chooseCustomers, (org, { query }) => chosenCustomers(org, { filter: query })),
    answer(createCustomer, async (org, { body }) => page(org, await addCustomer(org, body))),
    answer(getCustomer, (org, { params }) => page(org, params.customerId)),
    answer(saveCustomer, async (org, { params, body, caller }) => {
      const liftStop = caller.role === 'admin' || caller.role === 'owner'
      await changeCustomer(org, params.customerId, body, { liftStop })
      return page(org, params.customerId)
    }),
    answer(createContact, async (org, { params, body }) =>
      toContact(org, await addContact(org, params.customerId, body))),
    answer(saveContactEndpoint, async (org, { params, body }) =>
      toContact(org, await saveContact(org, params.contactId, body))),
    answer(deleteContact, async (org, { params }) => {
      await removeContact(org, params.contactId)
      return undefined
    }),
    answer(listPhonesEndpoint, async (org, { query }) =>
      ({ items: await listPhones(org, query.customerId) })),
    answer(recordConsent, (org, { params, body }) =>
      recordByHand(org, params.customerId, body)),
    answer(listPausesEndpoint, (org, { query }) => listPauses(org, query)),
    answer(startPauseEndpoint, async (org, { body, caller }) => {
      requireScopeRole(caller, body.scope)
      return readPause(org, await startPause(org, body))
    }),
    answer(changePauseEndpoint, async (org, { params, body, caller }) => {
      requireScopeRole(caller, await scopeOfPause(org, params.pauseId))
      return readPause(org, await changePause(org, params.pauseId, body))
    }),
    answer(endPauseEndpoint, async (org, { params, caller }) => {
      requireScopeRole(caller, await scopeOfPause(org, params.pauseId))
      await endPause(org, params.pauseId)
      return undefined
    }),
    answer(resumePauseEndpoint, async (org, { params, caller }) => {
      const row = await resumePause(org, params.pauseId)
      requireScopeRole(caller, row.scope)
      return readPause(org, row)
    }),
    ...linkRoutes, ...bulkRoutes,
  ]
}

async function toContact(org: Org, row: ContactRow) {
  const [contact] = await toContacts(org, [row])
  if (!contact) throw new Error('A contact that was just written is gone.')
  return contact
}
