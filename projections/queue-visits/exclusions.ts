import type { CorrectionEvent } from '../../domain/calls/corrections.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import { noChanges, tableWrite } from '../table-writes.ts'
import type { PbxNode } from './calls.ts'

type Event = Extract<CorrectionEvent, { type: 'CallExcluded' | 'CallIncluded' }>

/** Which calls people have excluded from the figures, by every name that those calls had when it was said. */
interface Exclusions {
  /** @returns the names that are excluded now and were not, or the other way round */
  take(pbx: PbxNode, event: Event): readonly string[]
  /** What has changed since the last call. */
  write(): TableWrite
}

export function createExclusions(): Exclusions {
  let changed = new Map<string, { readonly pbx: PbxNode; readonly key: string; readonly was: boolean }>()

  return {
    take(pbx, { type, keys }) {
      const isExcluded = type === 'CallExcluded'
      const moved = keys.filter(key => pbx.excluded.has(key) !== isExcluded)
      for (const key of moved) {
        const name = `${pbx.site}/${pbx.node}/${key}`
        if (!changed.has(name)) changed.set(name, { pbx, key, was: !isExcluded })
        if (isExcluded) pbx.excluded.add(key)
        else pbx.excluded.delete(key)
      }
      return moved
    },

    write() {
      const changes = noChanges()
      for (const { pbx, key, was } of changed.values()) {
        const is = pbx.excluded.has(key)
        if (is !== was) (is ? changes.insert : changes.remove).push([pbx.site, pbx.node, key])
      }
      changed = new Map()
      return tableWrite('exclusion', ['site', 'node', 'call_id'], 3, changes)
    },
  }
}
