import type { Queryable } from '../../domain/kernel/projection.ts'
import type { ToldContact, ToldList, ToldRegistration } from '../../domain/trunks/trunk-changes.ts'
import type { ToldOfTrunks } from '../../domain/trunks/trunk-state.ts'
import type { PbxName } from './agent-phones.ts'
import contactsSql from './sql/contacts.sql'
import registrationsSql from './sql/registrations.sql'
import toldListsSql from './sql/told-lists.sql'

/** What a PBX whose manager interface is heard has told of these trunks. */
export async function toldOfTrunks(
  db: Queryable,
  { site, node }: PbxName,
  trunks: readonly string[],
): Promise<ToldOfTrunks> {
  const [contacts, registrations, lists] = await Promise.all([
    db.query<ToldContact>(contactsSql, [site, node, trunks]),
    db.query<ToldRegistration>(registrationsSql, [site, node]),
    db.query<{ list: ToldList }>(toldListsSql, [site, node]),
  ])
  return { contacts: contacts.rows, registrations: registrations.rows, lists: lists.rows.map(({ list }) => list) }
}
