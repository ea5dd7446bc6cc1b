import type { Terminal } from '../terminal.ts'

/** What a command has said, each way by itself. */
export interface Said {
  readonly printed: readonly string[]
  readonly noted: readonly string[]
  readonly complained: readonly string[]
  readonly documents: readonly unknown[]
  readonly written: string
}

export function recordingTerminal(): { readonly terminal: Terminal; readonly said: () => Said } {
  const printed: string[] = []
  const noted: string[] = []
  const complained: string[] = []
  const documents: unknown[] = []
  let written = ''
  return {
    terminal: {
      json: false,
      print: line => printed.push(line),
      document: document => documents.push(document),
      write(text) {
        written += typeof text === 'string' ? text : Buffer.from(text).toString()
        return Promise.resolve()
      },
      note: line => noted.push(line),
      complain: line => complained.push(line),
      progress: () => undefined,
    },
    said: () => ({ printed, noted, complained, documents, written }),
  }
}
