import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** Vite names its files by their content: `board-DiwrgTda.js`. Such a name never gets other content. */
const namedByContent = /^\/assets\/.+-[\w-]{8,}\.\w+$/

const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

interface Found {
  readonly file: string
  readonly size: number
  readonly modified: number
  readonly encoding?: string
}

/**
 * Serves a directory of built files. A path without a dot in its last part that is no file is a page of the web application
 * and gets index.html.
 */
export function serveStatic(directory: string) {
  const root = path.resolve(directory)

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = pathOf(request.url ?? '/')
    const accepted = request.headers['accept-encoding'] ?? ''
    if (request.method !== 'GET' && request.method !== 'HEAD')
      answerText(response, 405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' })
    else if (asked === undefined) answerText(response, 400, 'The path of this address cannot be read.')
    else {
      const found = (await find(root, asked, accepted)) ?? (await fallback(root, asked, accepted))
      if (found) await send(request, response, found, namedByContent.test(asked))
      else if (isPage(asked)) answerText(response, 503, notBuilt)
      else answerText(response, 404, `There is nothing at ${asked}.`)
    }
  }
}

const notBuilt = 'The dashboards are not built. Run `npm run build`, then load this page again.'

const isPage = (asked: string): boolean => asked === '/index.html' || !path.posix.basename(asked).includes('.')

function pathOf(url: string): string | undefined {
  try {
    const asked = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/')
    return asked.includes('\0') ? undefined : asked
  } catch {
    return undefined
  }
}

function fallback(root: string, asked: string, accepted: string): Promise<Found | undefined> {
  return isPage(asked) ? find(root, '/index.html', accepted) : Promise.resolve(undefined)
}

async function find(root: string, asked: string, accepted: string): Promise<Found | undefined> {
  const file = path.join(root, asked)
  if (!file.startsWith(root + path.sep)) return undefined
  for (const { name, suffix } of encodings) {
    if (!accepted.includes(name)) continue
    const packed = await fileAt(file + suffix)
    if (packed && (await fileAt(file))) return { ...packed, encoding: name }
  }
  return fileAt(file)
}

async function fileAt(file: string): Promise<Found | undefined> {
  try {
    const found = await stat(file)
    return found.isFile() ? { file, size: found.size, modified: found.mtimeMs } : undefined
  } catch {
    return undefined
  }
}

async function send(request: IncomingMessage, response: ServerResponse, found: Found, forever: boolean): Promise<void> {
  const { file, size, encoding } = found
  const tag = await entityTag(found)
  const name = encoding ? file.slice(0, file.lastIndexOf('.')) : file
  response.setHeader('ETag', tag)
  response.setHeader('Vary', 'Accept-Encoding')
  response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (request.headers['if-none-match']?.includes(tag)) {
    response.writeHead(304).end()
    return
  }
  response.setHeader('Content-Type', contentTypes[path.extname(name)] ?? 'application/octet-stream')
  response.setHeader('Content-Length', size)
  if (encoding) response.setHeader('Content-Encoding', encoding)
  response.writeHead(200)
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(file), response)
}

const tags = new Map<string, { readonly size: number; readonly modified: number; readonly tag: string }>()

/** Of the content, so that a rebuild that changes nothing leaves caches valid; remembered until the file changes. */
async function entityTag({ file, size, modified }: Found): Promise<string> {
  const known = tags.get(file)
  if (known?.size === size && known.modified === modified) return known.tag
  const tag = `"${createHash('sha256')
    .update(await readFile(file))
    .digest('base64url')
    .slice(0, 22)}"`
  tags.set(file, { size, modified, tag })
  return tag
}

function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers })
  response.end(`${text}\n`)
}
