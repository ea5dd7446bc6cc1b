import { forwardCategories } from './destinations.ts'
import { configText, dialplanText } from '../escape.ts'
import type { Scope } from './scope.ts'
import type { SubroutineCategory } from './subroutines.ts'

const categories: Readonly<Record<SubroutineCategory, keyof Scope['settings'] & `be${string}`>> = {
  USER: 'beforeUser',
  AGENT: 'beforeAgent',
  GROUP: 'beforeGroup',
  QUEUE: 'beforeQueue',
  MEETME: 'beforeConferenceRoom',
  DID: 'beforeIncall',
  OUTCALL: 'beforeOutcall',
  PAGING: 'beforePaging',
  XDS: 'betweenServers',
}

/** pbx-configuration §14.2, with its names: custom dialplan reads and sets them. */
export function globalsText({ settings }: Scope): string {
  const globals: readonly (readonly [string, string | null])[] = [
    ['XIVO_PRESUBR_GLOBAL_ENABLE', settings.globalSubroutinesActive ? '1' : '0'],
    ...Object.entries(categories).map(
      ([category, field]) => [`XIVO_PRESUBR_GLOBAL_${category}`, settings[field]] as const,
    ),
    ['XIVO_PRESUBR_FWD_ENABLE', settings.forwardSubroutinesActive ? '1' : '0'],
    ...Object.entries(forwardCategories).map(
      ([category, field]) => [`XIVO_PRESUBR_FWD_${category}`, settings[field]] as const,
    ),
    ['XIVO_FWD_SCHEDULE_OUT_ISDA', settings.transferPromptWhenClosed ? null : '1'],
    ['XIVO_QUEUES_RECORDED', settings.recordingActive ? '1' : '0'],
  ]
  const lines = globals.flatMap(([name, value]) =>
    value === null ? [] : [`${name} = ${configText(dialplanText(value))}\n`],
  )
  return `[globals]\n${lines.join('')}\n`
}

/** A call for which a context has no step more ends there; variables that are no longer here are forgotten by a reload. */
export const generalText = `[general]
static = yes
writeprotect = yes
autofallthrough = yes
clearglobalvars = yes

`
