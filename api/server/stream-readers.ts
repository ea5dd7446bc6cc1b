import type { Plugin } from 'graphql-yoga'
import { apiError } from '../schema/errors.ts'

const isStream = (result: unknown): result is AsyncIterable<unknown> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result

/**
 * A subscription that the client cannot take as an answer (it accepts JSON only) is ended at once: the library would leave it
 * open for nobody.
 */
export const useStreamsForStreamReaders = (): Plugin => ({
  onResultProcess: payload => {
    const { result } = payload
    if (payload.resultProcessor || !isStream(result)) return
    void result[Symbol.asyncIterator]().return?.()
    const error = apiError(
      'BAD_USER_INPUT',
      'A subscription is answered by server-sent events: send the header "Accept: text/event-stream", or use graphql-transport-ws.',
    )
    payload.setResult({ errors: [error] })
    payload.setResultProcessor(
      (refusal, { Response }) =>
        new Response(JSON.stringify(refusal), { status: 406, headers: { 'Content-Type': 'application/json' } }),
      'application/json',
    )
  },
})
