/** What an entry of the vocabulary says about one event of queue_log. */
export interface QueueLogEventEntry {
  /**
   * What a row tells about: a caller's stay, an agent, the membership of a queue, the PBX itself, or a tool's own
   * matter.
   */
  readonly class: 'call' | 'agent' | 'member' | 'system' | 'custom'
  /** Who writes it: app_queue and its relatives, or a product through QueueLog(), the manager or the table. */
  readonly origin: 'asterisk' | 'xivo' | 'wazo' | 'freepbx' | 'queuemetrics' | 'vicidial'
  /** Releases of the origin that write it; `all` is every one from Asterisk 1.0 to 22. */
  readonly versions: string
  /** Parameters in the order of the file (data1, data2, ...), with their unit. */
  readonly fields: readonly (readonly [name: string, unit: FieldUnit])[]
  /** Version differences and traps. */
  readonly notes: string
}

type FieldUnit = 's' | 'ms' | 'position' | 'uniqueid' | 'channel' | 'number' | 'count' | 'text'
