import { objectsOf, type Configuration } from '../configuration/configuration.ts'
import { mediaServers } from '../sites/media-servers.ts'
import { renderFiles } from './render.ts'
import { fileRenderers } from './renderers.ts'
import type { Reload } from './rendered-file.ts'

/** A file of a node that is not the same in two configurations. */
export interface FileChange {
  /** Name of the media server. */
  readonly node: string
  readonly path: string
  /** Undefined: there was none. */
  readonly before?: string
  /** Undefined: there is none any more. */
  readonly after?: string
  /** What the PBX must do to use it. */
  readonly reload: Reload
}

/** The files that differ between two configurations, by node and path. Files that no change can have touched are not even looked at. */
export function fileChanges(
  from: Configuration,
  to: Configuration,
  open: (sealed: string) => string,
  node?: string,
): readonly FileChange[] {
  return nodesOf(from, to)
    .filter(name => node === undefined || name === node)
    .flatMap(name => {
      const before = filesOf(from, name, open)
      const after = filesOf(to, name, open)
      const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
      return paths.flatMap((path): FileChange[] => {
        const [was, is] = [before.get(path), after.get(path)]
        if (was === is) return []
        const texts = { ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }
        return [{ node: name, path, ...texts, reload: reloadOf(path) }]
      })
    })
}

const nodesOf = (...configurations: readonly Configuration[]): readonly string[] =>
  [...new Set(configurations.flatMap(one => objectsOf(one, mediaServers).map(({ key }) => key)))].sort()

/** The texts of a node's files by path; none when the configuration has no such node. */
export function filesOf(
  configuration: Configuration,
  node: string,
  open: (sealed: string) => string,
): ReadonlyMap<string, string> {
  const server = objectsOf(configuration, mediaServers).find(({ key }) => key === node)?.value
  if (!server) return new Map()
  return new Map(renderFiles({ configuration, server, open }).map(({ path, content }) => [path, content]))
}

/** Custom dialplan stands in files of its own and is read with extensions.conf. */
const reloadOf = (path: string): Reload =>
  fileRenderers.find(renderer => renderer.path === path)?.reload ?? { module: 'pbx_config.so' }
