import type { AmiSource } from '../../domain/sites/ami-source.ts'
import type { Pbx } from '../../domain/roll-out/pbx.ts'
import { realTimers, type Timers } from '../../ingest/ami/timers.ts'
import { directoryOf } from './directory.ts'
import { managerActions } from './manager-actions.ts'

/** A PBX whose directory is reachable as one of ours (the same host, or mounted) and whose manager interface lets us in. */
export const directoryAndAmi = (directory: string, ami: AmiSource, timers: Timers = realTimers): Pbx => ({
  ...directoryOf(directory),
  ...managerActions(ami, timers),
})
