import type { Queryable } from '../../domain/kernel/projection.ts'
import type { AmiContact, AmiList, AmiRegistration } from '../../domain/trunks/trunk-changes.ts'
import type { AmiTrunkStatus } from '../../domain/trunks/trunk-state.ts'
import type { PbxName } from './agent-phones.ts'
import contactsSql from './sql/contacts.sql'
import registrationsSql from './sql/registrations.sql'
import toldListsSql from './sql/told-lists.sql'

/** What a PBX whose manager interface is heard has told of these trunks. */
export async function amiTrunkStatus(
  db: Queryable,
  { site, node }: PbxName,
  trunks: readonly string[],
): Promise<AmiTrunkStatus> {
  const [contacts, registrations, lists] = await Promise.all([
    db.query<AmiContact>(contactsSql, [site, node, trunks]),
    db.query<AmiRegistration>(registrationsSql, [site, node]),
    db.query<{ list: AmiList }>(toldListsSql, [site, node]),
  ])
  return { contacts: contacts.rows, registrations: registrations.rows, lists: lists.rows.map(({ list }) => list) }
}
