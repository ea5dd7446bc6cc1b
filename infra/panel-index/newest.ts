import type { PanelChange } from '../../domain/panels/panel-index.ts'

/** Of the changes of one document the one that counts: the highest version, of equal ones the last. */
export function newestOfEach(changes: readonly PanelChange[]): readonly PanelChange[] {
  const newest = new Map<string, PanelChange>()
  for (const change of changes) {
    const known = newest.get(placeOf(change))
    if (!known || versionOf(known) <= versionOf(change)) newest.set(placeOf(change), change)
  }
  return [...newest.values()]
}

export const versionOf = (change: PanelChange): number =>
  change.change === 'WRITE' ? change.document.version : change.version

/** Names a document over all kinds. */
export const placeOf = (change: PanelChange): string => {
  const { kind, id } = change.change === 'WRITE' ? change.document : change
  return `${kind} ${id}`
}
