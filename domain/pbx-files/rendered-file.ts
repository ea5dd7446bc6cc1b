import type { Configuration } from '../configuration/configuration.ts'
import type { MediaServer } from '../sites/media-servers.ts'
import { imprintOf, type Imprint } from './digest.ts'

/** A file of the PBX as the configuration makes it. */
export interface RenderedFile {
  /** Relative to Asterisk's configuration directory, e.g. `queues.conf`. */
  readonly path: string
  /** UTF-8, every line ended. The first one says that the file is generated. */
  readonly content: string
}

/** What a renderer is given: the configuration, for which PBX, and how a secret is opened. Nothing else: no clock, no randomness. */
export interface Rendering {
  readonly configuration: Configuration
  readonly server: MediaServer
  /** Whoever may not see secrets gives a text in their place. */
  readonly open: (sealed: string) => string
}

/** Text of a file with its imprint, so that a part that stays is not read again. */
export interface Portion {
  readonly text: string
  readonly imprint: Imprint
}

/** @param last what stood there before: the same text is known already */
export const portionOf = (text: string, last?: Portion): Portion =>
  last?.text === text ? last : { text, imprint: imprintOf(text) }

/** One generated file (pbx-configuration §15): its path, what makes it effective, and how it is made. Undefined: this PBX needs none. */
export interface FileRenderer {
  readonly path: string
  /** Kinds whose objects it reads: while none of them changes, the file is the same. */
  readonly reads: readonly string[]
  /** What the PBX must do to use a changed file (pbx-configuration §2.3). */
  readonly reload: Reload
  /** A text, or its parts in a row. */
  render(rendering: Rendering): string | readonly Portion[] | undefined
  /**
   * What it is made of, where that is less than all objects of the kinds that it reads: while these are the very same values, so are
   * its files. Left out: any change of those kinds may change them.
   */
  madeOf?(rendering: Rendering): readonly unknown[]
  /** Files that this one includes, and that become effective with it: their paths and texts. */
  included?(rendering: Rendering): readonly RenderedFile[]
}

/** A module that is reloaded by AMI, or a restart that people must plan. */
export type Reload = { readonly module: string } | { readonly restart: true }
