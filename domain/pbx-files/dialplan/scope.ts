import { objectOf, objectsOf, type ConfiguredObject } from '../../configuration/configuration.ts'
import { singleKey, type ObjectKind } from '../../configuration/kind.ts'
import type { Fields, Sealed, ValuesOf } from '../../configuration/shape.ts'
import { recordingRules, type RecordingRules } from '../../recordings/recording-rules.ts'
import { dialplanFiles } from '../../routing/dialplan/dialplan-files.ts'
import { dialplanSettings, type DialplanSettings } from '../../routing/dialplan/dialplan-settings.ts'
import { readDialplan } from '../../routing/dialplan/dialplan-text.ts'
import { featureCodes, type FeatureCodes } from '../../routing/dialplan/feature-codes.ts'
import type { Rendering } from '../rendered-file.ts'
import { isOn, mainServerOf, otherServers } from '../servers.ts'

/** What the parts of a dialplan are given: the configuration as this server sees it. */
export interface Scope extends Rendering {
  readonly settings: DialplanSettings
  readonly codes: FeatureCodes
  readonly recording: RecordingRules
  /** Contexts of the custom dialplan of this server: what they define is not generated. */
  readonly customContexts: ReadonlySet<string>
  /** Undefined: none is. */
  readonly mainServer: string | undefined
  /** Whether there are several servers, so that objects may be on another one. */
  readonly several: boolean
  /** Objects of a kind in the order of their keys; all of them, also those that are switched off. */
  all<F extends Fields>(kind: ObjectKind<F>): readonly ConfiguredObject<ValuesOf<F>>[]
  get<F extends Fields>(kind: ObjectKind<F>, key: string | null): ValuesOf<F> | undefined
  /** The server on which something is that names this one, or none; undefined: this one. */
  elsewhere(named: string | null): string | undefined
  opened(secret: Sealed | null): string | undefined
}

/** @throws Error when the renderer does not declare a kind that is asked for: its file would not be made again when that changes */
export function scopeOf(rendering: Rendering): Scope {
  const { configuration, server, open } = rendering
  const others = otherServers(server, configuration)
  const mainServer = mainServerOf(configuration)
  const single = <F extends Fields>(kind: ObjectKind<F>): ValuesOf<F> => {
    const object = objectOf(configuration, kind, singleKey)
    if (!object) throw new Error(`the renderer of the dialplan does not read ${kind.name}`)
    return object.value
  }
  return {
    ...rendering,
    settings: single(dialplanSettings),
    codes: single(featureCodes),
    recording: single(recordingRules),
    customContexts: new Set(customFiles(rendering).flatMap(({ content }) => contextsIn(content))),
    mainServer,
    several: others.length > 0,
    all: kind => objectsOf(configuration, kind),
    get: (kind, key) => (key === null ? undefined : objectOf(configuration, kind, key)?.value),
    elsewhere: named => (isOn(server, named, configuration) ? undefined : (named ?? mainServer)),
    opened: secret => (secret === null ? undefined : open(secret.sealed)),
  }
}

/** A part of the dialplan that reads what it does not declare would not be made again when that changes: it fails instead. */
export function onlySeeing(scope: Scope, kinds: readonly { readonly name: string }[]): Scope {
  const declared = new Set(kinds.map(({ name }) => name))
  const seen = <F extends Fields>(kind: ObjectKind<F>): ObjectKind<F> => {
    if (!declared.has(kind.name)) throw new Error(`a part of the dialplan reads ${kind.name} and does not declare it`)
    return kind
  }
  return { ...scope, all: kind => scope.all(seen(kind)), get: (kind, key) => scope.get(seen(kind), key) }
}

/** The files of custom dialplan that this server has (pbx-configuration §14.1). */
export const customFiles = ({ configuration, server }: Rendering) =>
  objectsOf(configuration, dialplanFiles)
    .map(({ value }) => value)
    .filter(({ enabled, mediaServers }) => enabled && (mediaServers.length === 0 || mediaServers.includes(server.name)))

const contextsIn = (content: string): readonly string[] =>
  readDialplan(content)
    .contexts.filter(({ added }) => !added)
    .map(({ name }) => name)
