import { microsOfIso, microsOfSeconds, type Micros } from '../../../domain/kernel/time.ts'
import type { PanelDocument } from '../../../domain/panels/document.ts'
import type { PanelChange, PanelFilter, PanelIndex, PanelQuestion } from '../../../domain/panels/panel-index.ts'

interface IndexUnderTest {
  readonly index: PanelIndex
  /** The same index as another process sees it. An adapter that lives in one process gives the same again. */
  readonly other: PanelIndex
  /** Makes what was written visible to questions, where the index does so only now and then. */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

/** An empty index for one test. */
export type MakeIndex = () => Promise<IndexUnderTest>

/** Runs a test on an empty index and closes it whatever happens. */
export const withIndex =
  (make: MakeIndex, test: (under: IndexUnderTest) => Promise<void>) => async (): Promise<void> => {
    const under = await make()
    try {
      await test(under)
    } finally {
      await under.close()
    }
  }

export function instant(iso: string): Micros {
  const at = microsOfIso(iso)
  if (at === undefined) throw new Error(`${iso} is no instant`)
  return at
}

/** Noon of the day that the tests are about. */
export const noon = instant('2026-11-25T12:00:00Z')
export const day = { from: instant('2026-11-25T00:00:00Z'), to: instant('2026-11-26T00:00:00Z') }

/** A visit of paris/sales at noon; a test says what it is about. `waitSeconds` and `talkSeconds` stand for the lengths. */
export function visitAt(
  id: string,
  given: Partial<PanelDocument> & { readonly waitSeconds?: number; readonly talkSeconds?: number } = {},
): PanelDocument {
  const { waitSeconds, talkSeconds, ...more } = given
  return {
    kind: 'VISIT',
    id,
    version: 1,
    at: noon,
    site: 'paris',
    queues: ['paris/sales'],
    queueNames: given.queues ?? ['paris/sales'],
    agents: [],
    groups: [],
    event: null,
    outcome: 'ANSWERED',
    direction: null,
    wait: waitSeconds === undefined ? null : microsOfSeconds(waitSeconds),
    talk: talkSeconds === undefined ? null : microsOfSeconds(talkSeconds),
    excluded: false,
    attributes: { callid: id },
    ...more,
  }
}

export const written = (...documents: readonly PanelDocument[]): PanelChange[] =>
  documents.map(document => ({ change: 'WRITE', document }))

export const visits: PanelFilter = { kind: 'VISIT', period: day, visible: 'all' }

export const question = (given: Partial<PanelQuestion>): PanelQuestion => ({
  filter: visits,
  terms: [],
  metrics: [],
  most: 1000,
  ...given,
})

export const found = async (index: PanelIndex, filter: Partial<PanelFilter> = {}): Promise<readonly PanelDocument[]> =>
  (await index.search({ ...visits, ...filter }, { first: 1000 })).documents
