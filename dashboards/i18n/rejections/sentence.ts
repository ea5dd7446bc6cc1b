/**
 * What the server says and the same in French. `{}`: what the sentence names (names, numbers, lists), taken over in the same
 * order, and told in French where it is such a sentence itself.
 */
export type Sentence = readonly [english: string, french: string]
