import { describe } from 'vitest'
import { aggregateRules } from './contract/aggregate.ts'
import { buildRules } from './contract/builds.ts'
import type { MakeIndex } from './contract/helpers.ts'
import { searchRules } from './contract/search.ts'
import { writeRules } from './contract/write.ts'

/** What every adapter of the PanelIndex port promises (domain/panels/panel-index.ts). Call it from the adapter's test file. */
export function panelIndexContract(name: string, make: MakeIndex): void {
  describe(name, () => {
    describe('write', () => writeRules(make))
    describe('aggregate', () => aggregateRules(make))
    describe('search', () => searchRules(make))
    describe('builds', () => buildRules(make))
  })
}
