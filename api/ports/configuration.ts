import type { ConfigurationRules } from '../../domain/configuration/draft.ts'
import type { ConfigurationReader } from '../../domain/configuration/history.ts'

/** What is configured at the sites, and what commands about it are decided with. */
export interface ConfigurationPort {
  readonly reader: ConfigurationReader
  readonly rules: ConfigurationRules
}
