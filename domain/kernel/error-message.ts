/** What was thrown, in a sentence: not everything that is thrown is an Error. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
