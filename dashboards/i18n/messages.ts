import type { en } from './en.ts'

/** Every text of the page. French has exactly the same ones: the compiler compares. */
export type Messages = typeof en
