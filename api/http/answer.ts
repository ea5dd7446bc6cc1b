import type { ServerResponse } from 'node:http'
import type { ErrorCode } from '../schema/errors.ts'

/**
 * For every answer: a browser must neither guess types, nor frame, nor leak the address, nor load from elsewhere. What says nothing else is
 * kept by no cache: it has figures, names, numbers.
 */
const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
}

type Headers = Readonly<Record<string, string | readonly string[]>>

export function answerJson(response: ServerResponse, status: number, body: unknown, headers: Headers = {}): void {
  const text = JSON.stringify(body)
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  response.end(text)
}

/** The form of a GraphQL answer, so that every client finds the message and its code where it looks for them. */
export function answerError(
  response: ServerResponse,
  status: number,
  code: ErrorCode,
  message: string,
  headers: Headers = {},
): void {
  answerJson(response, status, { errors: [{ message, extensions: { code } }] }, headers)
}
