import type { FileRenderer } from './rendered-file.ts'

/** Every generated file, in the order of their paths. */
export const fileRenderers: readonly FileRenderer[] = []
