import type { RenderedFile } from '../pbx-files/rendered-file.ts'
import { confSections, valueIn, type ConfSection } from './conf-sections.ts'

/** What a PBX shows of its configuration, one by one. */
export interface PbxObject {
  readonly kind: PbxObjectKind
  /** A member by its interface, a mailbox as `1000@default`. */
  readonly name: string
  /** The queue of a member, the context of an extension. */
  readonly of?: string
}

export type PbxObjectKind =
  'queue' | 'member' | 'endpoint' | 'registration' | 'context' | 'extension' | 'mailbox' | 'parkingLot'

/** The same for the same object. Asterisk knows a queue in whatever case (app_queue.c, queue_hash_cb). */
export const objectKey = ({ kind, name, of = '' }: PbxObject): string =>
  kind === 'queue'
    ? `${kind} ${name.toLowerCase()}`
    : kind === 'member'
      ? `${kind} ${of.toLowerCase()} ${name}`
      : `${kind} ${of} ${name}`

/** What is in these files: read from what was written, so that nothing is asked of a PBX that it was not given. */
export const pbxObjectsIn = (files: readonly RenderedFile[]): readonly PbxObject[] =>
  files.flatMap(({ path, content }) => {
    const read = readers.find(({ file }) => file.test(path))?.read
    return read
      ? confSections(content)
          .sections.filter(({ isTemplate }) => !isTemplate)
          .flatMap(read)
      : []
  })

const readers: readonly { readonly file: RegExp; readonly read: (section: ConfSection) => readonly PbxObject[] }[] = [
  { file: /^queues\.conf$/, read: queueObjects },
  { file: /^pjsip\.conf$/, read: sipObjects },
  { file: /^(?:extensions\.conf|extensions_extra\.d\/[^/]+)$/, read: dialplanObjects },
  { file: /^voicemail\.conf$/, read: mailboxes },
  { file: /^res_parking\.conf$/, read: parkingLots },
]

function queueObjects({ name, settings }: ConfSection): readonly PbxObject[] {
  if (name === 'general') return []
  const members = settings.filter(setting => setting.name === 'member')
  return [
    { kind: 'queue', name },
    ...members.map(({ value }): PbxObject => ({ kind: 'member', name: interfaceOf(value), of: name })),
  ]
}

/** `PJSIP/8001,0,Ann,PJSIP/8001`: the first field; a backslash makes any sign a letter. */
function interfaceOf(member: string): string {
  const [first = ''] = /^(?:\\.|[^,\\])*/.exec(member) ?? []
  return first.replace(/\\(.)/g, '$1')
}

function sipObjects(section: ConfSection): readonly PbxObject[] {
  const type = valueIn(section, 'type')
  return type === 'endpoint' || type === 'registration' ? [{ kind: type, name: section.name }] : []
}

const inDialplan: ReadonlySet<string> = new Set(['exten', 'include', 'switch', 'lswitch', 'eswitch', 'ignorepat'])

/** A context with nothing in it is not shown by ShowDialPlan (main/pbx.c). */
function dialplanObjects({ name: context, settings }: ConfSection): readonly PbxObject[] {
  if (/^(?:general|globals)$/i.test(context) || !settings.some(({ name }) => inDialplan.has(name))) return []
  const extensions = new Set(settings.flatMap(({ name, value }) => (name === 'exten' ? extensionOf(value) : [])))
  return [
    { kind: 'context', name: context },
    ...[...extensions].map((name): PbxObject => ({ kind: 'extension', name, of: context })),
  ]
}

/** `1000/0612345678,1,...`: what stands before the comma, without the caller that it is for. A variable in it is known to the PBX only. */
function extensionOf(value: string): readonly string[] {
  const [name = ''] = /^(?:\[[^\]]*\]|[^,[])*/.exec(value) ?? []
  const [extension = ''] = name.trim().split('/')
  return extension === '' || extension.includes('${') ? [] : [extension]
}

function mailboxes({ name: context, settings }: ConfSection): readonly PbxObject[] {
  if (context === 'general' || context === 'zonemessages') return []
  return settings.map(({ name }): PbxObject => ({ kind: 'mailbox', name: `${name}@${context}` }))
}

function parkingLots({ name }: ConfSection): readonly PbxObject[] {
  return name === 'general' ? [] : [{ kind: 'parkingLot', name }]
}
