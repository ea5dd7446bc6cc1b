import type { RenderedFile } from '../pbx-files/rendered-file.ts'
import type { Expected } from './pbx.ts'
import { objectKey, pbxObjectsIn, type PbxObject, type PbxObjectKind } from './pbx-objects.ts'

/**
 * What a PBX must show once it has read its files, and what it must show no longer.
 * @param files all files that it has now
 * @param before those that it had, as far as they are others now
 * @param changed paths of the files that are others now
 */
export function expectedOf(
  files: readonly RenderedFile[],
  before: readonly RenderedFile[],
  changed: readonly string[],
): Expected {
  const there = new Set(pbxObjectsIn(files).map(objectKey))
  return {
    present: once(pbxObjectsIn(files.filter(({ path }) => changed.includes(path)))),
    absent: wholes(once(pbxObjectsIn(before).filter(object => !there.has(objectKey(object))))),
  }
}

/** A context may stand in several files. */
const once = (objects: readonly PbxObject[]): readonly PbxObject[] => [
  ...new Map(objects.map(object => [objectKey(object), object])).values(),
]

/** Without a queue it has no members, and without a context no extensions: one sentence says it. */
function wholes(objects: readonly PbxObject[]): readonly PbxObject[] {
  const all = new Set(objects.map(objectKey))
  return objects.filter(({ kind, of = '' }) => {
    const whole = kind === 'member' ? 'queue' : kind === 'extension' ? 'context' : undefined
    return whole === undefined || !all.has(objectKey({ kind: whole, name: of }))
  })
}

/** @returns a sentence for each thing that is expected and not there, or gone and still there */
export function unlike({ present, absent }: Expected, shown: ReadonlySet<string>): readonly string[] {
  return [
    ...wholes(present.filter(object => !shown.has(objectKey(object)))).map(missingText),
    ...absent.filter(object => shown.has(objectKey(object))).map(leftText),
  ]
}

function missingText({ kind, name, of = '' }: PbxObject): string {
  if (kind === 'member') return `queue ${of} has no member ${name}`
  if (kind === 'extension') return `context ${of} has no extension ${name}`
  return `there is no ${words[kind]} ${name}`
}

function leftText({ kind, name, of = '' }: PbxObject): string {
  if (kind === 'member') return `queue ${of} still has the member ${name}`
  if (kind === 'extension') return `context ${of} still has the extension ${name}`
  return `${words[kind]} ${name} is still there`
}

const words: Readonly<Record<Exclude<PbxObjectKind, 'member' | 'extension'>, string>> = {
  queue: 'queue',
  endpoint: 'endpoint',
  registration: 'registration',
  context: 'context',
  mailbox: 'mailbox',
  parkingLot: 'parking lot',
}

const mostNamed = 20

/** Where a whole file was not read thousands of things are missing: some of them tell as much as all. */
export const named = (problems: readonly string[]): string =>
  problems.length <= mostNamed
    ? problems.join('; ')
    : `${problems.slice(0, mostNamed).join('; ')}; and ${problems.length - mostNamed} more`
