/** What the vocabulary says about one type of CEL row (products-and-metrics 4.6). */
export interface CelEventEntry {
  /**
   * Value of the enumeration since Asterisk 12, as integer columns hold it; the sample files of ODBC and PostgreSQL
   * number wrongly.
   */
  readonly number?: number
  readonly origin: 'asterisk' | 'xivo' | 'wazo'
  readonly versions: string
  /** The channel that the row is of. */
  readonly channel: string
  /** Keys of the JSON in `extra`; `text` stands for the {"extra": text} of a user event. */
  readonly extra: readonly string[]
  readonly notes?: string
}
