import type { Reload } from '../pbx-files/rendered-file.ts'
import type { DriftedFile } from './events.ts'
import type { FileDigest } from './pbx.ts'

/** What a roll-out has to do on a node. */
export interface Plan {
  /** Paths of files that the node lacks, has otherwise, or has too many; in their order. */
  readonly changed: readonly string[]
  /** Each once, in the order in which they are reloaded. */
  readonly modules: readonly string[]
  /** Changed files that are read only by a restart. */
  readonly restartNeeded: readonly string[]
}

/** @param reloadOf what makes a changed file effective; undefined for a path that is not generated */
export function planOf(
  rendered: readonly FileDigest[],
  onNode: readonly FileDigest[],
  reloadOf: (path: string) => Reload | undefined,
): Plan {
  const changed = differing(rendered, onNode)
  const reloads = changed.flatMap(path => reloadOf(path) ?? [])
  const modules = [...new Set(reloads.flatMap(reload => ('module' in reload ? [reload.module] : [])))]
  return {
    changed,
    modules: modules.sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1)),
    restartNeeded: changed.filter(path => 'restart' in (reloadOf(path) ?? {})),
  }
}

/**
 * What is referred to comes before what refers to it: music before queues, endpoints before the queues that ring them, all of them
 * before the dialplan that leads calls there. The manager interface, over which we talk, is the last.
 */
const order = ['res_musiconhold.so', 'app_voicemail.so', 'res_pjsip.so', 'app_queue.so', 'pbx_config.so', 'manager']

const rankOf = (module: string): number => {
  const rank = order.indexOf(module)
  return rank >= 0 ? rank : module === 'http' ? order.length : -1
}

/** Paths of files that only one of them has, or each otherwise; in their order. */
export function differing(a: readonly FileDigest[], b: readonly FileDigest[]): readonly string[] {
  const before = digests(b)
  const after = digests(a)
  return [...new Set([...before.keys(), ...after.keys()])].filter(path => before.get(path) !== after.get(path)).sort()
}

const digests = (files: readonly FileDigest[]): ReadonlyMap<string, string> =>
  new Map(files.map(({ path, sha256 }) => [path, sha256]))

/** How the files of a node differ from those that were applied last, in the order of their paths. */
export function driftOf(applied: readonly FileDigest[], onNode: readonly FileDigest[]): readonly DriftedFile[] {
  const was = digests(applied)
  const is = digests(onNode)
  return differing(applied, onNode).map(path => ({
    path,
    change: !was.has(path) ? 'added' : is.has(path) ? 'edited' : 'missing',
  }))
}
