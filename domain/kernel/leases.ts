/** The right to do something alone among all processes on one log. */
export interface Lease {
  /** Aborts when the right is lost, as with the connection to the database: then another process may have it. */
  readonly lost: AbortSignal
  /** How the work stands, for those who wait for the same. What was told last is repeated to them. */
  tell(word: string): void
  release(): Promise<void>
}

export interface LeaseWait {
  /** Ends the waiting. */
  readonly signal: AbortSignal
  /**
   * Another process has it. Told at the beginning of the waiting, whenever the holder has said something, and when he has said nothing for
   * long: then without his word.
   */
  readonly onHeld: (held: HeldElsewhere) => void
}

export interface HeldElsewhere {
  /** Who has it: machine and process. undefined when that cannot be told. */
  readonly by: string | undefined
  readonly word: string | undefined
}

/**
 * The port to leases. Adapters: memory, PostgreSQL; one contract suite (infra/leases/contract.ts). A lease ends with its process, however
 * that ends: one who waits for it gets it then.
 */
export interface Leases {
  /**
   * Waits until nobody else has it.
   * @returns undefined when the signal aborts before that
   */
  take(name: string, wait: LeaseWait): Promise<Lease | undefined>
}
