import { PbxProblem } from '../../domain/roll-out/pbx.ts'
import { refusalOf } from '../../ingest/ami/log-in.ts'
import { valueOf } from '../../ingest/ami/packets.ts'
import type { Ask } from './manager-connection.ts'

/** @returns the channels that were recorded until now @throws PbxProblem */
export async function stopRecordingsOver(ask: Ask, channels: readonly string[]): Promise<readonly string[]> {
  const stopped: string[] = []
  for (const channel of channels) if (await stopRecordingOf(ask, channel)) stopped.push(channel)
  return stopped
}

/** As the dialplan does it (pbx-files/dialplan/recording.ts). @returns false where it is not recorded, or gone meanwhile */
async function stopRecordingOf(ask: Ask, channel: string): Promise<boolean> {
  const state = await ask('Getvar', { Channel: channel, Variable: 'XIVO_RECORDING' })
  const unread = refusalOf(state)
  if (unread !== undefined) {
    if (isGone(unread)) return false
    throw problemOf(channel, unread)
  }
  const value = valueOf(state, 'Value') ?? ''
  if (value !== 'active' && value !== 'paused') return false
  // A paused one has no MixMonitor to stop, and the agent who would start it is gone: its state is put right, no more.
  const responses = [
    ...(value === 'active' ? [await ask('StopMixMonitor', { Channel: channel })] : []),
    await ask('Setvar', { Channel: channel, Variable: 'XIVO_RECORDING', Value: 'disabled' }),
  ]
  for (const refusal of responses.map(refusalOf))
    if (refusal !== undefined && !isGone(refusal)) throw problemOf(channel, refusal)
  return true
}

const isGone = (refusal: string): boolean => /no such channel/i.test(refusal)

function problemOf(channel: string, refusal: string): PbxProblem {
  const advice = /permission/i.test(refusal)
    ? 'give the user write = call too in manager.conf'
    : 'see whether app_mixmonitor.so is loaded'
  return new PbxProblem(`the recording of ${channel} could not be stopped (${refusal}): ${advice}`)
}
