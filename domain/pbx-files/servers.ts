import { objectsOf, type Configuration } from '../configuration/configuration.ts'
import { mainServerAmong, mediaServers, type MediaServer } from '../sites/media-servers.ts'

/** Key of the main server. Undefined: there is none. */
export const mainServerOf = (configuration: Configuration): string | undefined =>
  mainServerAmong(objectsOf(configuration, mediaServers))?.key

export const isMain = (server: MediaServer, configuration: Configuration): boolean =>
  mainServerOf(configuration) === server.name

/** Whether what names this server, or none, is rendered for it. */
export const isOn = (server: MediaServer, named: string | null, configuration: Configuration): boolean =>
  named === null ? isMain(server, configuration) : named === server.name

/** The other servers that run: there is a trunk to each, which nobody declares (§4.3). */
export const otherServers = (server: MediaServer, configuration: Configuration): readonly MediaServer[] =>
  objectsOf(configuration, mediaServers)
    .map(({ value }) => value)
    .filter(({ name, enabled }) => enabled && name !== server.name)

/** The endpoint of the trunk to another server: no line and no trunk can have a name that begins with _. */
export const meshEndpointOf = (server: string): string => `_trunk-${server}`

/** Context of the generated dialplan in which calls of the other servers come in, with the number that is wanted there. */
export const meshContext = 'from-server'
