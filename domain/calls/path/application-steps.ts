import { namedPairs } from '../../pbx/cel-extra.ts'
import type { CallStep } from '../call.ts'
import type { CelRow } from '../rows/rows.ts'
import { userEventsIn } from '../rows/user-events.ts'

/** How an application is told to people. What is not here, and no plumbing, is an APPLICATION by its name. */
const kindOf: Readonly<Record<string, CallStep['kind']>> = {
  Read: 'IVR',
  BackGround: 'IVR',
  WaitExten: 'IVR',
  VoiceMail: 'VOICEMAIL',
  ConfBridge: 'CONFERENCE',
  MeetMe: 'CONFERENCE',
}

/** Of the dialplan's own making, or told by a step of another kind. */
const untold: ReadonlySet<string> = new Set([
  'NoOp',
  'Set',
  'MSet',
  'Goto',
  'GotoIf',
  'GotoIfTime',
  'Gosub',
  'GosubIf',
  'Return',
  'Macro',
  'MacroExit',
  'ExecIf',
  'Exec',
  'While',
  'EndWhile',
  'Verbose',
  'Log',
  'UserEvent',
  'CELGenUserEvent',
  'QueueLog',
  'StackPop',
  'SetMusicOnHold',
  'Answer',
  'Hangup',
  'Ringing',
  'Progress',
  'Proceeding',
  'Wait',
  'Dial',
  'Queue',
  'Pickup',
  'Park',
  'ParkedCall',
  'AddQueueMember',
  'RemoveQueueMember',
  'MixMonitor',
  'StopMixMonitor',
  'NoCDR',
  'ResetCDR',
  'ForkCDR',
  'Busy',
  'Congestion',
])

interface Run {
  readonly name: string
  readonly data: string
  readonly at: number
  until: number | null
}

/**
 * What the channels ran, for those of the applications that `apps` names. Steps of an IVR that follow each other are one: a menu
 * is many of them.
 */
export function applicationSteps(rows: readonly CelRow[]): readonly CallStep[] {
  const steps: CallStep[] = []
  const conferences = conferenceNames(rows)
  for (const [party, runs] of runsByChannel(rows))
    for (const { name, data, at, until } of runs) {
      const kind = kindOf[name] ?? 'APPLICATION'
      const last = steps.at(-1)
      const given = kind === 'APPLICATION' || kind === 'IVR' ? name : (data.split(/[,|]/)[0] ?? null)
      const detail = kind === 'CONFERENCE' ? (conferences.get(party) ?? given) : given
      if (kind === 'IVR' && last?.kind === 'IVR' && last.party === party) steps.splice(-1, 1, { ...last, until })
      else steps.push({ kind, at, until, party, detail })
    }
  return steps
}

/** By channel, where Wazo tells the name of the conference or meeting that it enters. */
function conferenceNames(rows: readonly CelRow[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { name, text, row } of userEventsIn(rows.filter(tellsConference))) {
    const told = name === 'WAZO_CONFERENCE' ? namedPairs(text).get('NAME') : text.trim()
    if (told) names.set(row.uniqueid, told)
  }
  return names
}

const conferenceEvents: ReadonlySet<string> = new Set(['WAZO_CONFERENCE', 'WAZO_MEETING_NAME'])

const tellsConference = ({ eventtype, userdeftype }: CelRow): boolean =>
  conferenceEvents.has(eventtype) || conferenceEvents.has(userdeftype)

function runsByChannel(rows: readonly CelRow[]): ReadonlyMap<string, readonly Run[]> {
  const runs = new Map<string, Run[]>()
  for (const { eventtype, appname, appdata, uniqueid, at } of rows) {
    const last = runs.get(uniqueid)?.at(-1)
    if ((eventtype === 'APP_END' && last?.name === appname) || eventtype === 'HANGUP') if (last) last.until ??= at
    if (eventtype !== 'APP_START') continue
    if (last) last.until ??= at
    if (untold.has(appname)) continue
    const run = { name: appname, data: appdata, at, until: null }
    const own = runs.get(uniqueid)
    if (own) own.push(run)
    else runs.set(uniqueid, [run])
  }
  return runs
}
