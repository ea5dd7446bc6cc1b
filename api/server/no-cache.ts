import type { Plugin } from 'graphql-yoga'

/** What is pushed would be let into caches by the library, to be asked for again. */
export const useNoCache: Plugin = {
  onResponse({ response }) {
    response.headers.set('Cache-Control', 'no-store')
  },
}
