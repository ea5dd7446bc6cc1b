/** What the vocabulary says about one event of the manager interface (products-and-metrics 4.7). */
export interface AmiEventEntry {
  /** What it tells about. `snapshot`: it answers an action and shows how things stand, not that something happened. */
  readonly class:
    | 'queue'
    | 'member'
    | 'channel'
    | 'dial'
    | 'bridge'
    | 'local'
    | 'hold'
    | 'transfer'
    | 'parking'
    | 'conference'
    | 'recording'
    | 'state'
    | 'user'
    | 'system'
    | 'snapshot'
  readonly versions: string
  /** What `read` in manager.conf must have for it; undefined where the answer to an action needs nothing. */
  readonly read?: 'agent' | 'call' | 'system' | 'user'
  /**
   * Prefixes of the channels described in it: each has Channel, ChannelState, CallerIDNum, CallerIDName,
   * ConnectedLineNum, ConnectedLineName, AccountCode, Context, Exten, Uniqueid, Linkedid behind the prefix.
   */
  readonly channels: readonly string[]
  /** Fields besides those of the channels that are used, by the names of Asterisk. */
  readonly fields: readonly string[]
  /** Version differences and traps. */
  readonly notes?: string
}
