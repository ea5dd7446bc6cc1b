import type { Json } from '../../domain/kernel/json.ts'

/** A PBX node of a site. */
export interface Place {
  readonly site: string
  readonly node: string
}

/** Takes what collectors on PBX nodes have read. */
export interface FactIntake<D extends Place = Place> {
  /** Where a collector begins that has nothing yet: the cursors of what was read last of the node, by kind. */
  cursors(place: Place): Promise<Json>
  /** @throws DeliveryRefused that names the field */
  read(body: Json): D
  /**
   * @param actor whose token it is, for what is registered by it
   * @returns how far it is in the log, and what has to be read again
   * @throws RegistrationRefused that says which of site, node and zone cannot be; what the log throws: then it is to be sent again
   */
  take(delivery: D, actor: string): Promise<unknown>
}
