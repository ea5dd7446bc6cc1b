import { DatabaseUnreachable } from '../postgres/pool.ts'

/** The log could not be read or written; the message says what happened to the append and what to do. */
export class EventStoreFailure extends Error {
  override readonly name = 'EventStoreFailure'
  constructor(
    message: string,
    /** SQLSTATE, where the server gave one. */
    readonly code: string | undefined,
    /** Trying again later may succeed without anybody doing anything. */
    readonly passing: boolean,
    cause: unknown,
  ) {
    super(message, { cause })
  }
}

type Work = 'append' | 'read'

interface Meaning {
  readonly says: string
  readonly passing: boolean
}

/** By SQLSTATE or its class (PostgreSQL documentation, appendix A). */
const meanings: Readonly<Record<string, Meaning | undefined>> = {
  '53100': { says: 'The disk of the database is full. Free some space there, then repeat', passing: false },
  '53200': {
    says: 'The database has no memory left. Stop other programs there or lower its settings, then repeat',
    passing: true,
  },
  '55P03': {
    says: 'Another writer has held the log for too long. See pg_stat_activity for a stuck ringledger, then repeat',
    passing: true,
  },
  '57014': { says: 'The database cancelled the statement. Repeat it', passing: true },
  '25006': { says: 'The database is read-only (a standby?). Connect to the primary', passing: false },
  '3F000': { says: 'The database has no log. Run the migrations (ringledger does so at its start)', passing: false },
  '42P01': { says: 'The database has no log. Run the migrations (ringledger does so at its start)', passing: false },
  '42883': { says: 'The log in this database is of another version. Run the migrations', passing: false },
  '42501': { says: 'This database user may not use the log. Connect as its owner', passing: false },
  '54': { says: 'The database refuses it as too large', passing: false },
  '57': { says: 'The database is being stopped or started. Repeat in a moment', passing: true },
}

const nothingStored: Readonly<Record<Work, string>> = { append: ' Nothing of this append was stored.', read: '' }
const outcomeUnknown: Readonly<Record<Work, string>> = {
  append:
    ' Whether this append was stored is not known: ask for the last revision of its stream, or repeat it with the same expected revision, which stores it at most once.',
  read: '',
}

/** Runs work on the database; what it throws says what to do. Errors that need no translation pass unchanged. */
export async function explained<T>(work: Work, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw failureOf(work, error)
  }
}

function failureOf(work: Work, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnreachable || error instanceof EventStoreFailure)
    return error
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in error) {
    const meaning = meanings[code] ?? meanings[code.slice(0, 2)]
    if (!meaning) return error
    return new EventStoreFailure(
      `${meaning.says}.${nothingStored[work]} (${error.message})`,
      code,
      meaning.passing,
      error,
    )
  }
  if (!isConnectionLoss(error)) return error
  const lost = `The connection to the database of the log broke: check that it runs and is reachable from here.`
  return new EventStoreFailure(`${lost}${outcomeUnknown[work]} (${error.message})`, undefined, true, error)
}

const isConnectionLoss = (error: Error & { code?: unknown }): boolean =>
  (typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) ||
  /connection (terminated|ended|is closed|timeout)|read timeout|not queryable|timeout expired|timeout exceeded/i.test(
    error.message,
  )

/** The database will perhaps answer again by itself. */
export const isPassing = (error: unknown): boolean =>
  error instanceof DatabaseUnreachable || (error instanceof EventStoreFailure && error.passing)

/** The server refused the values of a statement (and so stored nothing): one of several appends in it may be at fault. */
export function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && /^(22|23|54)[0-9A-Z]{3}$/.test(code)
}
