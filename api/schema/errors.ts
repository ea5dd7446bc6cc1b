import { GraphQLError } from 'graphql/index.js'

const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TOO_MANY_ATTEMPTS',
  'BAD_USER_INPUT',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_COSTLY',
  'DATABASE_UNREACHABLE',
  'INTERNAL',
] as const

/** Stable: programs branch on them. */
export type ErrorCode = (typeof errorCodes)[number]

const httpStatus: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TOO_MANY_ATTEMPTS: 429,
  DATABASE_UNREACHABLE: 503,
}

/** An error that the client is meant to read: its message says what, where and what to do. Everything else is masked. */
export function apiError(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
  const status = httpStatus[code]
  const http = status === undefined ? {} : { http: { status } }
  return new GraphQLError(message, { extensions: { code, ...details, ...http } })
}

/** @param argument where in the request, e.g. `period.from` */
export const badInput = (argument: string, message: string) =>
  apiError('BAD_USER_INPUT', `${argument}: ${message}`, { argument })

export const forbidden = (message: string) => apiError('FORBIDDEN', message)

const unreachableCodes =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|08\w{3}|57P0\d|53300)$/
const unreachableMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/

/** PostgreSQL that refuses, vanished or is starting: by system error code, SQLSTATE (class 08, 57P0x, 53300) or pg's own words. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'DatabaseUnreachable') return true
  if (error instanceof AggregateError) return error.errors.some(isUnreachable)
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && unreachableCodes.test(code)) return true
  return unreachableMessages.test(error.message) || isUnreachable(error.cause)
}

const databaseUnreachable = () =>
  apiError(
    'DATABASE_UNREACHABLE',
    'The database does not answer. Nothing was lost: ask again in a moment; `ringledger status` shows whether it runs.',
  )

/** PostgreSQL has cancelled the statement; an administrator who does so has another message under the same code. */
const isTooSlow = (fault: unknown): boolean =>
  fault instanceof Error &&
  (fault as { code?: unknown }).code === '57014' &&
  fault.message.includes('statement timeout')

const tooSlow = () =>
  apiError(
    'QUERY_TOO_COSTLY',
    'The database took too long for this and was told to give it up. Ask for a shorter period, for fewer queues or agents, or with a longer interval.',
  )

/** The library says that it is too large, and neither how large it may be nor what to do. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof GraphQLError && (error.extensions['http'] as { status?: unknown } | undefined)?.status === 413

/** @param bytes what a request may have */
export const tooLarge = (bytes: number) =>
  apiError(
    'BAD_USER_INPUT',
    `A request has ${bytes} bytes at most. Send less at once, or read the file by the command line, which has no such limit: \`ringledger config apply FILE\`, \`ringledger config import-users FILE\`.`,
    { http: { status: 413 } },
  )

const isOurs = (code: unknown): boolean => (errorCodes as readonly unknown[]).includes(code)

/**
 * What the client may know of an error; the rest goes to the log under the reference that the client is given.
 * An error without a path arose before execution: the request itself is wrong (syntax, unknown field, variables).
 * Libraries have codes of their own for that (GRAPHQL_VALIDATION_FAILED, BAD_REQUEST); clients need to know one.
 */
export function publicError(error: unknown, report: (reference: string, error: unknown) => void): GraphQLError {
  if (!(error instanceof GraphQLError)) return publicFault(error, report)
  if (isOurs(error.extensions['code'])) return error
  const fault = faultOf(error)
  if (!error.path && fault instanceof GraphQLError) return withCode(error, 'BAD_USER_INPUT')
  return located(publicFault(fault, report), error)
}

function faultOf(error: GraphQLError): Error {
  const { originalError } = error
  return originalError instanceof GraphQLError ? faultOf(originalError) : (originalError ?? error)
}

function publicFault(fault: unknown, report: (reference: string, error: unknown) => void): GraphQLError {
  if (isUnreachable(fault)) return databaseUnreachable()
  if (isTooSlow(fault)) return tooSlow()
  if (fault instanceof Error && fault.name === 'InvalidCursor') return badInput('after', fault.message)
  const reference = crypto.randomUUID()
  report(reference, fault)
  return apiError('INTERNAL', `Something failed on our side. The server's log has it under reference ${reference}.`, {
    reference,
  })
}

const located = ({ message, extensions }: GraphQLError, { nodes, path }: GraphQLError) =>
  new GraphQLError(message, { nodes: nodes ?? null, path: path ?? null, extensions })

const withCode = (error: GraphQLError, code: ErrorCode) =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { ...error.extensions, code },
  })
