import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')

const pages = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => path.join('docs', name)),
]

/** Without blocks of code: what stands in them is no text of ours. */
const textOf = (page: string): string =>
  readFileSync(path.join(root, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')

/** The name by which GitHub lets a heading be linked to. */
const anchorOf = (heading: string): string =>
  heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set([...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading)))

function leadsNowhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? page : path.join(path.dirname(page), file)
  if (!existsSync(path.join(root, target))) return true
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor)
}

test('every link within the documentation leads to a file, and to a heading of it', () => {
  const links = pages.flatMap(page =>
    [
      ...textOf(page)
        .replaceAll(/`[^`\n]*`/g, '')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map(([, link = '']) => ({ page, link })),
  )
  const own = links.filter(({ link }) => !/^[a-z]+:/.test(link))
  expect(own.length).toBeGreaterThan(200)
  expect(own.filter(({ page, link }) => leadsNowhere(page, link))).toEqual([])
})

test('every file of the source that the documentation names is there', () => {
  const rooms = 'api|bench|bin|dashboards|domain|infra|ingest|projections|replay-tests|tools'
  const named = pages.flatMap(page =>
    [...textOf(page).matchAll(new RegExp(`\`((?:${rooms})/[\\w./-]+)\``, 'g'))].map(([, file = '']) => ({
      page,
      file,
    })),
  )
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(({ file }) => !existsSync(path.join(root, file)))).toEqual([])
})

test('every page of the documentation is listed on its first page, and every decision among the decisions', () => {
  const isListed = (page: string) =>
    page.startsWith('docs/adr/') && page !== 'docs/adr/README.md'
      ? textOf('docs/adr/README.md').includes(`(${path.basename(page)})`)
      : textOf('docs/README.md').includes(`(${path.relative('docs', page)})`)
  const below = pages.filter(page => page.startsWith('docs/') && page !== 'docs/README.md')
  expect(below.filter(page => !isListed(page))).toEqual([])
})
