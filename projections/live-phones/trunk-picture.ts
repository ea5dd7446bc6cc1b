import type { Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { TrunkChange } from '../../domain/trunks/trunk-changes.ts'
import { holdTable, type TableShape } from '../directory/held-table.ts'
import { isOf, removeWhere } from './rows-of-node.ts'

const place = ['site', 'node'] as const

const contactShape = {
  table: 'contact',
  key: [...place, 'aor', 'uri'],
  columns: [...place, 'aor', 'uri', 'state', 'round_trip_us', 'since_us'],
} as const satisfies TableShape<string>

const registrationShape = {
  table: 'registration',
  key: [...place, 'client_uri', 'server_uri'],
  columns: [...place, 'client_uri', 'server_uri', 'state', 'since_us'],
} as const satisfies TableShape<string>

const listShape = {
  table: 'told_list',
  key: [...place, 'list'],
  columns: [...place, 'list'],
} as const satisfies TableShape<string>

/** Who can be reached under which address, and where the PBX is registered: of telephones too, since nobody tells them apart here. */
interface TrunkPicture {
  change(site: string, node: string, change: TrunkChange, at: Micros): void
  /** Nothing is known of the PBX any more. */
  forget(site: string, node: string): void
  takeWrites(): readonly (TableWrite | undefined)[]
}

export async function openTrunkPicture(sql: Queryable): Promise<TrunkPicture> {
  const contacts = await holdTable(sql, contactShape)
  const registrations = await holdTable(sql, registrationShape)
  const lists = await holdTable(sql, listShape)

  function setContact(site: string, node: string, news: TrunkChange & { type: 'CONTACT' }, at: Micros): void {
    const { aor, uri, state, roundTripMicros: trip, isAnswer } = news
    const known = contacts.get(site, node, aor, uri)
    const since = known?.state === state ? known.since_us : isAnswer ? null : at
    if (known?.state === state && known.round_trip_us === trip) return
    contacts.put({ site, node, aor, uri, state, round_trip_us: trip, since_us: since })
  }

  function listContact(
    site: string,
    node: string,
    { aor, uri, isQualified }: TrunkChange & { type: 'CONTACT_LISTED' },
  ): void {
    if (contacts.get(site, node, aor, uri)) return
    const state = isQualified ? 'UNKNOWN' : 'NOT_QUALIFIED'
    contacts.put({ site, node, aor, uri, state, round_trip_us: null, since_us: null })
  }

  /** An event says it better, with the time that an answer took; so does nobody asking it. */
  function setAvailability(site: string, node: string, news: TrunkChange & { type: 'CONTACT_AVAILABILITY' }): void {
    const known = contacts.get(site, node, news.aor, news.uri)
    if (known?.state === 'UNKNOWN') contacts.put({ ...known, state: news.isAvailable ? 'REACHABLE' : 'UNREACHABLE' })
  }

  function setRegistration(site: string, node: string, news: TrunkChange & { type: 'REGISTRATION' }, at: Micros): void {
    const { clientUri, serverUri, state, isAnswer } = news
    const known = registrations.get(site, node, clientUri, serverUri)
    // It is said again whenever the registration is renewed.
    if (known?.state === state) return
    const since = isAnswer ? null : at
    registrations.put({ site, node, client_uri: clientUri, server_uri: serverUri, state, since_us: since })
  }

  return {
    change(site, node, news, at) {
      switch (news.type) {
        case 'CONTACT':
          setContact(site, node, news, at)
          break
        case 'CONTACT_LISTED':
          listContact(site, node, news)
          break
        case 'CONTACT_AVAILABILITY':
          setAvailability(site, node, news)
          break
        case 'CONTACT_REMOVED':
          contacts.remove(site, node, news.aor, news.uri)
          break
        case 'REGISTRATION':
          setRegistration(site, node, news, at)
          break
        case 'TOLD':
          if (!lists.get(site, node, news.list)) lists.put({ site, node, list: news.list })
      }
    },
    forget(site, node) {
      removeWhere(contacts, isOf(site, node), ({ aor, uri }) => [site, node, aor, uri])
      removeWhere(registrations, isOf(site, node), row => [site, node, row.client_uri, row.server_uri])
      removeWhere(lists, isOf(site, node), ({ list }) => [site, node, list])
    },
    takeWrites: () => [contacts, registrations, lists].map(table => table.takeWrites()),
  }
}
