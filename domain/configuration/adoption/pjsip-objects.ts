import type { ConfSection, Misread, ParsedConf } from '../../pbx-files/read/parse-conf.ts'
import type { GeneralOptions } from './endpoint-options.ts'
import { sectionReader, type SectionReader } from './section-reader.ts'

/** An endpoint with what belongs to it. */
export interface Endpoint {
  readonly reader: SectionReader
  readonly name: string
  readonly aor: SectionReader | undefined
  readonly general: GeneralOptions
  /** A unique account has a second endpoint, for the browser (pbx-configuration §5.2). */
  readonly hasBrowser: boolean
}

/** pjsip.conf: sections are objects of a type, and several may have one name. */
export interface PjsipObjects {
  readonly endpoints: readonly SectionReader[]
  readonly registrations: readonly SectionReader[]
  readonly identifications: readonly SectionReader[]
  readonly globals: readonly SectionReader[]
  /** Transports are the media server's. */
  readonly transports: readonly ConfSection[]
  aor(name: string | undefined): SectionReader | undefined
  auth(name: string | undefined): SectionReader | undefined
  /** Tells what was not understood of all of them. */
  finish(): void
}

const types = ['endpoint', 'aor', 'auth', 'registration', 'identify', 'global', 'transport', 'system'] as const

/**
 * The sections of pjsip.conf by their type.
 * @param problems gets what has no place in the configuration, at once and at `finish`
 */
export function pjsipObjects({ sections }: ParsedConf, problems: Misread[]): PjsipObjects {
  const ofType = new Map<string, SectionReader[]>()
  const readers: SectionReader[] = []
  const transports: ConfSection[] = []
  for (const section of sections) {
    const reader = sectionReader(section, problems)
    const type = reader.text('type')?.toLowerCase()
    if (!(types as readonly (string | undefined)[]).includes(type)) {
      problems.push({ ...at(section), message: `[${section.name}] type ${type ?? 'none'} has no place here` })
      continue
    }
    if (type === 'transport') transports.push(section)
    else if (type === 'system')
      problems.push({ ...at(section), message: `[${section.name}] stays with the media server` })
    else {
      readers.push(reader)
      ofType.set(type ?? '', [...(ofType.get(type ?? '') ?? []), reader])
    }
  }
  const named = (type: string) => new Map((ofType.get(type) ?? []).map(one => [one.section.name, one]))
  const aors = named('aor')
  const auths = named('auth')
  return {
    endpoints: ofType.get('endpoint') ?? [],
    registrations: ofType.get('registration') ?? [],
    identifications: ofType.get('identify') ?? [],
    globals: ofType.get('global') ?? [],
    transports,
    aor: name => (name === undefined ? undefined : aors.get(name)),
    auth: name => (name === undefined ? undefined : auths.get(name)),
    finish() {
      for (const reader of readers) reader.finish()
    },
  }
}

const at = ({ file, line, name }: ConfSection) => ({ file, line, key: name })
