import { microsPerSecond, type Micros } from '../domain/kernel/time.ts'
import { offsetSeconds, type ZoneName } from '../domain/kernel/zone.ts'
import { channelStart } from '../domain/pbx/uniqueid.ts'
import type { PbxFact } from './fact-kinds.ts'
import type { Row } from './row-decoder.ts'

/** Compares local times with the epoch seconds in the ids of the same rows. */
export interface ZoneCheck {
  see(rows: readonly Row[]): void
  /**
   * What is wrong with the zone of this input, a sentence without its full stop; undefined when nothing is, or too little was seen. It stays as it
   * was first told for as long as the same is wrong: who follows a file tells what is new.
   */
  warning(): string | undefined
}

const quarterSeconds = 900
const fewest = 5

/** The id in a row that is written when its channel has just begun, or within the minutes of an announcement. */
function beginningOf(fact: PbxFact): string | undefined {
  if ('callid' in fact) return fact.event === 'ENTERQUEUE' || fact.event === 'DID' ? fact.callid : undefined
  return 'eventtype' in fact && fact.eventtype === 'CHAN_START' ? fact.uniqueid : undefined
}

/**
 * A uniqueid holds the second at which its channel began, in UTC. Local times that stand a multiple of a quarter of
 * an hour away from it, row after row, were not written in the zone that they were read with.
 * @param clockZone the zone that times without an offset were read with
 */
export function createZoneCheck(clockZone: ZoneName): ZoneCheck {
  let compared = 0
  let told: { readonly wrong: object; readonly text: string } | undefined
  const differing = new Map<string, { quarters: number; offset: number; count: number; example: Micros }>()

  const compare = (at: Micros, offset: number, started: Micros): void => {
    compared += 1
    // Ten seconds of grace: a clock may run after the other. A long announcement before the queue is no other zone.
    const quarters = Math.floor(((at - started) / microsPerSecond + 10) / quarterSeconds)
    if (quarters === 0) return
    const key = `${quarters}/${offset}`
    const group = differing.get(key)
    if (group) group.count += 1
    else differing.set(key, { quarters, offset, count: 1, example: started })
  }

  return {
    see(rows) {
      for (const row of rows) {
        if (!('fact' in row) || row.offset === undefined) continue
        const id = beginningOf(row.fact)
        const started = id === undefined ? undefined : channelStart(id)
        if (started !== undefined) compare(row.at, row.offset, started)
      }
    },

    warning() {
      const [most, ...others] = [...differing.values()].sort((a, b) => b.count - a.count)
      const count = others.reduce((sum, group) => sum + group.count, most?.count ?? 0)
      if (!most || compared < fewest || count < compared * 0.8) return undefined
      if (told?.wrong === most) return told.text
      const seconds = most.quarters * quarterSeconds
      const side = seconds < 0 ? 'before' : 'after'
      const origin = offsetSeconds(clockZone, most.example) === most.offset ? clockZone : 'as it is written beside them'
      const text =
        `its times are ${lengthText(Math.abs(seconds))} ${side} the epoch seconds in its call ids ` +
        `(${count} of ${compared} compared): they were read as ${offsetText(most.offset)} (${origin}), but ` +
        `${offsetText(most.offset + seconds)} fits`
      told = { wrong: most, text }
      return text
    },
  }
}

function lengthText(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const minutes = (seconds % 3600) / 60
  return [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''].filter(Boolean).join(' ')
}

function offsetText(seconds: number): string {
  const minutes = Math.abs(seconds) / 60
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `UTC${seconds < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
