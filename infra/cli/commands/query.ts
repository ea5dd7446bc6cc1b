import { messageOf } from '../../../domain/kernel/error-message.ts'
import { fromEnvironment } from '../../environment.ts'
import { withOpened } from '../../open.ts'
import { runningServer } from '../../server/address-file.ts'
import { askServer, type Answer } from '../../server/ask-server.ts'
import { readLocalToken } from '../../server/local-token.ts'
import { textOption, type Command, type OptionValues } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** Asks the API: of the running server, or, when none runs, by itself. */
export const queryCommand: Command = {
  name: 'query',
  summary: 'ask the GraphQL API; prints {data, errors} as JSON, exit 1 when there are errors',
  usage: "'QUERY' [--variables JSON]\nWith a server elsewhere: RINGLEDGER_URL and RINGLEDGER_TOKEN.",
  options: { variables: { type: 'string' } },
  async run({ options, words, terminal, dataDirectory, signal }) {
    const [query, ...more] = words
    if (query === undefined)
      throw new UsageError("the query is missing; quote it: ringledger query '{ status { position } }'")
    if (more.length > 0) throw new UsageError('there is more than one query; put the query in quotes')
    const body = { query, variables: variablesOf(options) }

    const address = fromEnvironment('RINGLEDGER_URL') ?? (await runningServer(dataDirectory))
    const token = fromEnvironment('RINGLEDGER_TOKEN') ?? readLocalToken(dataDirectory)
    if (address !== undefined && token !== undefined) return print(await askServer(address, token, body), terminal)

    const log = troubleOnly(terminal)
    // The API is a third of a second to load: not for a question to a running server.
    const { withLocalApi } = await import('../../server/local-api.ts')
    return withOpened({ dataDirectory, log }, async opened => {
      await opened.engine.catchUp({ signal })
      return withLocalApi(opened, dataDirectory, log, async (own, ownToken) =>
        print(await askServer(own, ownToken, body), terminal),
      )
    })
  },
}

function variablesOf(options: OptionValues): unknown {
  const text = textOption(options, 'variables')
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--variables is not JSON: ${messageOf(error)}`)
  }
}

/** Always JSON, with --json on one line. */
async function print(answer: Answer, terminal: Terminal): Promise<number> {
  await terminal.write(`${JSON.stringify(answer, null, terminal.json ? undefined : 2)}\n`)
  return answer.errors !== undefined && answer.errors.length > 0 ? 1 : 0
}
