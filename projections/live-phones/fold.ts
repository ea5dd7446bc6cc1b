import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold, Queryable } from '../../domain/kernel/projection.ts'
import { amiRowOf } from '../../domain/pbx/ami-fact.ts'
import { amiEventRecorded, type AmiFact, type AmiGap } from '../../domain/pbx/facts.ts'
import { phoneChanges } from '../../domain/phones/phone-changes.ts'
import { trunkChanges } from '../../domain/trunks/trunk-changes.ts'
import { openHearing } from './hearing.ts'
import { openPicture } from './picture.ts'
import { openTrunkPicture } from './trunk-picture.ts'

/** Event by event, in the order of the log: there is one picture of a PBX, that of its newest event. */
export async function openFold(sql: Queryable): Promise<Fold> {
  const hearing = await openHearing(sql)
  const picture = await openPicture(sql)
  const trunks = await openTrunkPicture(sql)

  function forget(site: string, node: string): void {
    picture.forget(site, node)
    trunks.forget(site, node)
  }

  function take(event: RecordedEvent): void {
    const { site = '', node = '' } = event
    if (event.type === amiEventRecorded) {
      const { flags } = event.data as Partial<AmiFact>
      const heardUntil = hearing.heardUntil(site, node)
      if (!hearing.isNews(site, node, event.occurredAt, flags?.includes('beforePrevious') ?? false)) return
      const row = amiRowOf(event)
      for (const change of trunkChanges(row)) trunks.change(site, node, change, event.occurredAt)
      for (const change of phoneChanges(row))
        if (change.type === 'STOPPED') forget(site, node)
        else if (change.type !== 'STARTED') picture.change(site, node, change, event.occurredAt)
        // A collector that was there when Asterisk died has left a gap; a recording of it has not.
        else if (heardUntil < change.at) forget(site, node)
      return
    }
    // What happened meanwhile nobody has heard. How things stand is asked for when the connection is there again.
    if (hearing.isNews(site, node, (event.data as unknown as AmiGap).to, false)) forget(site, node)
  }

  return {
    page(events) {
      for (const event of events) take(event)
      return Promise.resolve(
        [hearing.takeWrites(), ...picture.takeWrites(), ...trunks.takeWrites()].filter(write => write !== undefined),
      )
    },
  }
}
