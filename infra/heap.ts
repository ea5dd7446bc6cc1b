import { setFlagsFromString } from 'node:v8'

/**
 * On a machine with much memory V8 lets the heap grow to several times what is in use before it looks for garbage: an import of a million
 * rows took 430 MB of which 100 were in use. Looked for when the heap is twice what was in use, it takes 300 to 340
 * (docs/adr/0014-small-heap.md). V8 reads the flag at each collection, so it can be set while the program runs.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=100')
