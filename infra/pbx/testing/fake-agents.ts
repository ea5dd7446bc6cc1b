import type { Packet } from '../../../ingest/testing/fake-manager.ts'

/** The part of app_queue that members come and go by, with the rows that it writes to queue_log. Its answers are those of Asterisk 20. */
export function fakeAgents(isQueue: (name: string) => boolean) {
  const members = new Map<string, Map<string, Packet>>()
  const rows: string[] = []
  const refused = (Message: string): Packet => ({ Response: 'Error', Message })

  function added(queue: string, channel: string, action: Packet): Packet {
    if (!isQueue(queue)) return refused('Unable to add interface to queue: No such queue')
    const of = members.get(queue) ?? new Map<string, Packet>()
    if (of.has(channel)) return refused('Unable to add interface: Already there')
    const isPaused = action['Paused'] === 'true'
    of.set(channel, {
      Name: action['MemberName'] ?? channel,
      StateInterface: action['StateInterface'] ?? '',
      Penalty: action['Penalty'] ?? '0',
      Paused: isPaused ? '1' : '0',
      PausedReason: action['Reason'] ?? '',
    })
    members.set(queue, of)
    rows.push(`${action['MemberName'] ?? channel}|ADDMEMBER|${isPaused ? 'PAUSED' : ''}`)
    return { Message: 'Added interface to queue' }
  }

  function removed(queue: string, channel: string): Packet {
    const member = members.get(queue)?.get(channel)
    if (!member) return refused('Unable to remove interface: Not there')
    members.get(queue)?.delete(channel)
    rows.push(`${member['Name'] ?? ''}|REMOVEMEMBER|`)
    return { Message: 'Removed interface from queue' }
  }

  function changed(of: readonly string[], channel: string, change: Packet, event: string): Packet {
    const found = of.filter(queue => members.get(queue)?.has(channel))
    if (found.length === 0) return refused('Interface not found')
    for (const queue of found) {
      const member = { ...members.get(queue)?.get(channel), ...change }
      members.get(queue)?.set(channel, member)
      // PENALTY names the interface, whatever the member is called (app_queue.c).
      rows.push(
        event === 'PENALTY'
          ? `${channel}|${event}|${change['Penalty'] ?? ''}`
          : `${member['Name'] ?? ''}|${event}|${change['PausedReason'] ?? ''}`,
      )
    }
    return { Message: 'Interface was changed' }
  }

  return {
    rows,
    /** What is in no file any more is forgotten, members and all. */
    keepOnly(queues: readonly string[]): void {
      for (const queue of members.keys()) if (!queues.includes(queue)) members.delete(queue)
    },
    answer(action: Packet): Packet | undefined {
      const { Queue: queue = '', Interface: channel = '' } = action
      switch (action['Action']) {
        case 'QueueAdd':
          return added(queue, channel, action)
        case 'QueueRemove':
          return removed(queue, channel)
        case 'QueuePenalty':
          return changed([queue], channel, { Penalty: action['Penalty'] ?? '0' }, 'PENALTY')
        case 'QueuePause': {
          const isPaused = action['Paused'] === 'true'
          const change = { Paused: isPaused ? '1' : '0', PausedReason: action['Reason'] ?? '' }
          return changed([...members.keys()], channel, change, isPaused ? 'PAUSE' : 'UNPAUSE')
        }
        case 'QueueLog':
          rows.push(`${channel}|${action['Event'] ?? ''}|${action['Message'] ?? ''}`)
          return { Message: 'Event added successfully' }
        default:
          return undefined
      }
    },
    membersOf: (queue: string): readonly Packet[] =>
      [...(members.get(queue) ?? [])].map(([Location, member]) => ({
        Event: 'QueueMember',
        Queue: queue,
        Location,
        Membership: 'dynamic',
        ...member,
      })),
  }
}
