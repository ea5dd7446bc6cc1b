import { createServer } from 'node:http'
import { createApi, type Api, type ApiOptions } from '../server/server.ts'
import { listen } from '../http/listen.ts'

export interface Served {
  readonly api: Api
  readonly url: string
  stop(): Promise<void>
}

/** The API on a port of its own. */
export async function serve(options: ApiOptions): Promise<Served> {
  const api = createApi(options)
  const server = createServer()
  api.attach(server)
  const address = await listen(server, 0, '127.0.0.1')
  return {
    api,
    url: address,
    async stop() {
      api.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` })

export const post = (url: string, query: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })

interface ErrorBody {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

export const errorIn = async (response: Response) => ((await response.json()) as ErrorBody).errors[0]
