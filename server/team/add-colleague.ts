// A member without an account: nobody can sign in as them, as in the sample company.
import type { Org } from '../platform/in-organization.ts'
import { insertMember } from './store.ts'

export const addColleague = (
  org: Org, person: { userId: string; name: string; email: string; role: 'admin' },
): Promise<void> => insertMember(org, {
  user_id: person.userId, name: person.name, email: person.email, role: person.role,
})
