interface Result {
  readonly data?: Record<string, unknown>
  readonly errors?: unknown
}

/** Reads the results out of a response of server-sent events, comments left out. */
export async function* resultsIn(response: Response): AsyncGenerator<Result, void> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    const messages = text.split('\n\n')
    text = messages.pop() ?? ''
    for (const message of messages) {
      const line = message.split('\n').find(each => each.startsWith('data: '))
      if (line) yield JSON.parse(line.slice('data: '.length)) as Result
    }
  }
}
