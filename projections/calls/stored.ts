import type { Micros } from '../../domain/kernel/time.ts'
import type { WrittenContact } from './contacts/contacts.ts'

/** What names a contact, and the call that it makes. */
export interface ContactId {
  readonly site: string
  readonly node: string
  readonly callId: string
}

export interface KeyOfNode {
  readonly site: string
  readonly node: string
  readonly key: string
}

/** What a fold must know that stands in no contact: read once, when it opens. */
export interface Beginning {
  readonly restarts: readonly { readonly site: string; readonly node: string; readonly at: Micros }[]
  readonly nodes: readonly { readonly site: string; readonly node: string; readonly newestKeySecond: number }[]
}

/** What the fold asks its own tables. They hold everything up to the page before the one that is being folded. */
export interface Stored {
  beginning(): Promise<Beginning>
  /** The contacts that the tables know by one of the keys, each once. */
  contactsOf(keys: readonly KeyOfNode[]): Promise<readonly ContactId[]>
  /** In the order of the contacts. */
  written(contacts: readonly ContactId[]): Promise<readonly WrittenContact[]>
  /** Contacts of the node that a start of the PBX at this instant may have ended. */
  openAt(site: string, node: string, at: Micros): Promise<readonly ContactId[]>
}
