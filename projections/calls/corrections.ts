import { withTags, type CorrectionEvent, type ExclusionReason } from '../../domain/calls/corrections.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { keptOrNull, textKept } from './text-kept.ts'

type CorrectionKind = 'ANNOTATED' | 'EXCLUDED' | 'INCLUDED' | 'ATTACHED'

/** What somebody said about a contact, as the table `correction` holds it. */
export interface Correction {
  readonly position: Position
  readonly at: Micros
  readonly actor: string | null
  readonly kind: CorrectionKind
  readonly reason: ExclusionReason | null
  /** The note, or what was written beside the reason. */
  readonly text: string | null
  readonly addedTags: readonly string[]
  readonly removedTags: readonly string[]
  readonly key: string | null
  readonly value: string | null
}

export const noCorrections: readonly Correction[] = []

const nothing = { reason: null, text: null, addedTags: [], removedTags: [], key: null, value: null } as const

const texts = (tags: readonly string[]): readonly string[] => tags.map(tag => textKept(tag))

export function correctionOf({ data, position, occurredAt: at, actor }: RecordedEvent): Correction {
  const event = data as unknown as CorrectionEvent
  const said = { ...nothing, position, at, actor: keptOrNull(actor ?? null) }
  switch (event.type) {
    case 'CallAnnotated': {
      const { note, addedTags, removedTags } = event
      const text = keptOrNull(note, 'value')
      return { ...said, kind: 'ANNOTATED', text, addedTags: texts(addedTags), removedTags: texts(removedTags) }
    }
    case 'CallExcluded':
      return { ...said, kind: 'EXCLUDED', reason: event.reason, text: keptOrNull(event.text, 'value') }
    case 'CallIncluded':
      return { ...said, kind: 'INCLUDED' }
    case 'CallDataAttached':
      return { ...said, kind: 'ATTACHED', key: textKept(event.key), value: textKept(event.value, 'value') }
  }
}

/** In the order of the log, each once: they come from the tables and from the log. */
export function withCorrection(corrections: readonly Correction[], correction: Correction): readonly Correction[] {
  if (corrections.some(({ position }) => position === correction.position)) return corrections
  return [...corrections, correction].sort((a, b) => a.position - b.position)
}

export const correctionCells = (correction: Correction): readonly Cell[] => [
  correction.position,
  correction.kind,
  correction.at,
  correction.actor,
  correction.reason,
  correction.text,
  correction.addedTags,
  correction.removedTags,
  correction.key,
  correction.value,
]

/** @param cells a whole row of the table: site, node and call_id come first */
export function correctionOfCells(cells: readonly Cell[]): Correction {
  const [, , , position, kind, at, actor, reason, text, addedTags, removedTags, key, value] = cells
  return { position, kind, at, actor, reason, text, addedTags, removedTags, key, value } as Correction
}

/** What holds of a call after everything that was said about it. */
export interface Said {
  readonly tags: readonly string[]
  /** The exclusion that stands; null: its figures count. */
  readonly exclusion: Correction | null
  readonly attached: readonly Correction[]
}

const saidNothing: Said = { tags: [], exclusion: null, attached: [] }

export function saidBy(corrections: readonly Correction[]): Said {
  let said = saidNothing
  for (const correction of corrections)
    switch (correction.kind) {
      case 'ANNOTATED':
        said = { ...said, tags: withTags(said.tags, correction) }
        break
      case 'EXCLUDED':
        said = { ...said, exclusion: correction }
        break
      case 'INCLUDED':
        said = { ...said, exclusion: null }
        break
      case 'ATTACHED':
        said = { ...said, attached: [...said.attached, correction] }
    }
  return said
}
