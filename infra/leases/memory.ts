import type { HeldElsewhere, Lease, Leases } from '../../domain/kernel/leases.ts'

/** Who has what, for the processes of a test. */
interface LeaseRoom {
  readonly held: Map<string, { readonly by: string; readonly lost: AbortController; word: string | undefined }>
  /** Looks anew whether what somebody waits for has changed. */
  readonly watchers: Set<() => void>
}

export const createLeaseRoom = (): LeaseRoom => ({ held: new Map(), watchers: new Set() })

/** Leases among those who share a room, for tests without a database. `crash` takes away all that this one has. */
export function createMemoryLeases(room = createLeaseRoom(), by = 'this process'): Leases & { crash(): void } {
  const own = new Set<string>()
  const changed = (): void => {
    for (const look of [...room.watchers]) look()
  }

  function grant(name: string): Lease {
    const entry = { by, lost: new AbortController(), word: undefined as string | undefined }
    room.held.set(name, entry)
    own.add(name)
    return {
      lost: entry.lost.signal,
      tell(word) {
        entry.word = word
        changed()
      },
      release() {
        if (room.held.get(name) === entry) room.held.delete(name)
        own.delete(name)
        changed()
        return Promise.resolve()
      },
    }
  }

  return {
    take(name, { signal, onHeld }) {
      return new Promise(resolve => {
        let told: string | undefined
        const tell = (held: HeldElsewhere): void => {
          if (told === JSON.stringify(held)) return
          told = JSON.stringify(held)
          onHeld(held)
        }
        const done = (lease: Lease | undefined): void => {
          room.watchers.delete(look)
          signal.removeEventListener('abort', look)
          resolve(lease)
        }
        const look = (): void => {
          const holder = room.held.get(name)
          if (signal.aborted) done(undefined)
          else if (!holder) done(grant(name))
          else tell({ by: holder.by, word: holder.word })
        }
        room.watchers.add(look)
        signal.addEventListener('abort', look)
        look()
      })
    },

    crash() {
      for (const name of own) {
        room.held.get(name)?.lost.abort()
        room.held.delete(name)
      }
      own.clear()
      changed()
    },
  }
}
