import type { Position } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import type { ZoneName } from '../kernel/zone.ts'
import type { Interval, MicrosLength, Period } from '../metrics/figures.ts'
import type { PanelDocument, PanelKey, PanelKind } from './document.ts'
import type { VisibleDocuments } from './visible.ts'

export type PanelChange =
  | { readonly change: 'WRITE'; readonly document: PanelDocument }
  /** There is no such document any more, as of this position of the log. */
  | { readonly change: 'REMOVE'; readonly kind: PanelKind; readonly id: string; readonly version: Position }

/** Where the writer of an index stands. */
export interface PanelCheckpoint {
  /** The index holds what the log tells up to here. */
  readonly position: Position
  /** By which rules its documents were made (read models and their versions); empty while nothing was written. */
  readonly meaning: string
}

/** What a writer does with an index. Every method may be called again with the same words: it changes nothing more. */
export interface PanelWriting {
  /**
   * A change takes effect unless a newer version of its document is there, also where that one was removed: late and repeated writes do no
   * harm. Each change by itself, not all or nothing; of two with one version the later counts.
   * @throws when the index cannot be reached; some of the changes may have taken effect
   */
  write(changes: readonly PanelChange[]): Promise<void>
  /** Takes out the documents of a site whose `at` lies before the instant. */
  removeBefore(site: string, at: Micros): Promise<void>
  /** Which of these documents are there. Sees what was just written. */
  held(kind: PanelKind, ids: readonly string[]): Promise<ReadonlySet<string>>
  checkpoint(): Promise<PanelCheckpoint>
  /** Called when everything up to there was written. The position never goes back. */
  moveTo(checkpoint: PanelCheckpoint): Promise<void>
}

/** An index beside the one that is read, to be filled anew. */
export interface PanelBuild extends PanelWriting {
  /**
   * Readers and writers get this one from now on; the other one is dropped.
   * @returns false: the other one stands further on now. Fill up and try again
   */
  switch(): Promise<boolean>
  /** Gives it up. */
  drop(): Promise<void>
}

export interface PanelFilter {
  readonly kind: PanelKind
  /** Documents whose `at` lies in it. */
  readonly period: Period
  /** What the asker may see. */
  readonly visible: VisibleDocuments
  readonly sites?: readonly string[]
  readonly queues?: readonly PanelKey[]
  /** What a queue that the asker sees was called then. */
  readonly queueNames?: readonly PanelKey[]
  readonly agents?: readonly PanelKey[]
  /** That an agent whom the asker sees was in then. */
  readonly groups?: readonly PanelKey[]
  readonly events?: readonly string[]
  readonly outcomes?: readonly string[]
  readonly directions?: readonly string[]
  /** Of calls that were excluded from the figures: left out, also when it is not said; among the others; or alone. */
  readonly excluded?: 'WITHOUT' | 'WITH' | 'ONLY'
}

/**
 * A document that has several queues or agents is counted with each of them; one that has none, with null. By names of queues and groups only
 * those of queues and agents that the asker sees are counted (domain/panels/visible-groups.ts).
 */
export type PanelTerm = 'SITE' | 'QUEUE' | 'QUEUE_DISPLAY_NAME' | 'AGENT' | 'GROUP' | 'EVENT' | 'OUTCOME' | 'DIRECTION'

export type PanelMeasure = 'wait' | 'talk'

export type PanelMetric =
  /** Documents that have the figure. */
  | { readonly figure: 'COUNT'; readonly of: PanelMeasure }
  | { readonly figure: 'SUM' | 'AVERAGE' | 'MAXIMUM'; readonly of: PanelMeasure }
  /** Nearest rank: the length that so many per cent of the documents that have it do not exceed. 0..100 */
  | { readonly figure: 'PERCENTILE'; readonly of: PanelMeasure; readonly percentile: number }

export interface PanelQuestion {
  readonly filter: PanelFilter
  /** Cut by the zone's clock; undefined: the whole period is one. */
  readonly time?: { readonly interval: Interval; readonly timeZone: ZoneName }
  readonly terms: readonly PanelTerm[]
  readonly metrics: readonly PanelMetric[]
  /** Groups at most. */
  readonly most: number
}

/** Groups without a document are left out. */
export interface PanelGroup {
  /** Of the interval, cut to the period. */
  readonly start: Micros
  readonly end: Micros
  /** In the order of the question's terms; null: the documents have none. */
  readonly terms: readonly (string | null)[]
  readonly count: number
  /** In the order of the question's metrics. Lengths, or a count; null: no document has the figure. */
  readonly metrics: readonly (MicrosLength | null)[]
}

interface PanelGroups {
  /** By start, then by the terms; null before every name. */
  readonly groups: readonly PanelGroup[]
  /** There are more than were asked for: those that are missing are the last. */
  readonly isCut: boolean
}

/** A page of documents, the newest first, with what to go on behind. */
interface PanelPage {
  readonly documents: readonly PanelDocument[]
  readonly next: PanelPlace | undefined
}

export interface PanelPlace {
  readonly at: Micros
  readonly id: string
}

/**
 * The port to the documents behind the panels. Adapters: memory, PostgreSQL; one contract suite (infra/panel-index/contract.ts). An index is
 * derived and may be lost: it is written again from the log, whole or in part.
 *
 * What is asked may lag behind what was written by a refresh of the index, a second or so; `held` does not.
 */
export interface PanelIndex extends PanelWriting {
  /** Readers notice nothing of it until it is switched. */
  beside(): Promise<PanelBuild>
  aggregate(question: PanelQuestion): Promise<PanelGroups>
  search(filter: PanelFilter, page: { readonly first: number; readonly after?: PanelPlace }): Promise<PanelPage>
}

/**
 * The share of an ordered set that a percentile stands for, a trifle less: 99.9 % of 1000 are 999.0000000000001 in doubles, and the rank would
 * be one too high.
 */
export const shareOfPercentile = (percentile: number): number => Math.max(0, percentile / 100 - 1e-12)
