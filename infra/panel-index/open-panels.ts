import type { Pool } from 'pg'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { PanelIndex } from '../../domain/panels/panel-index.ts'
import { createPanelWriter, type PanelWriter } from '../../projections/panels/writer.ts'
import { createPostgresPanelIndex } from './postgres.ts'

/** The index behind the panels of this installation, and what writes it. */
export function openPanels({ pool, store }: { readonly pool: Pool; readonly store: EventStore }): {
  readonly index: PanelIndex
  readonly writer: PanelWriter
} {
  const index = createPostgresPanelIndex(pool)
  return { index, writer: createPanelWriter({ index, store, sql: pool }) }
}
