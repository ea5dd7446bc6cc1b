import { setFlagsFromString } from 'node:v8'

/**
 * On a machine with much memory V8 lets the heap grow to several times what is in use before it looks for garbage: an import of a million
 * rows took 430 MB of which 100 were in use. Looked for when the heap is twice what was in use, it takes 300 to 340
 * (docs/adr/0014-small-heap.md). V8 reads the flag at each collection, so it can be set while the program runs.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=100')

/**
 * What a page of the log makes is alive until the page is written, and whatever is alive is copied at each collection of the young
 * generation: with 32 MiB instead of 16 half as often, for some tenth less of a first catch-up's time. It need not grow to that from nothing. V8 takes it before it starts only, so
 * it stands in the first line of `bin/ringledger.mjs`. `npm start` does without: a collection that is half as frequent stops a server for
 * longer, and what is live is seen 10 ms later in one case of a hundred (docs/adr/0014-small-heap.md).
 */
export const nodeFlags: readonly string[] = ['--max-semi-space-size=32', '--min-semi-space-size=16']
