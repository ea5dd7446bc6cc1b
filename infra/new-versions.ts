import type { NewVersions } from '../projections/engine/context.ts'

export const isNewVersions = (text: string): text is NewVersions => text === 'switch' || text === 'keep'

/** What the two words mean, for whoever wrote another one. */
export const newVersionsExplained =
  'switch (readers get a new version of a read model as soon as it is built) or keep (it waits for rebuild --switch)'

/** As RINGLEDGER_NEW_VERSIONS says (docs/how-to/rebuild-and-audit.md). */
export function newVersionsInForce(): NewVersions {
  const text = process.env['RINGLEDGER_NEW_VERSIONS'] ?? ''
  if (text === '') return 'switch'
  if (isNewVersions(text)) return text
  throw new Error(`RINGLEDGER_NEW_VERSIONS is ${text}: write ${newVersionsExplained}`)
}
