import { describe } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { place, tickingClock } from '../testing/rows.ts'
import { factTransportContract } from './contract.ts'
import { intoLog } from './into-log.ts'

describe('straight into the log', () => {
  factTransportContract(() => {
    const store = createMemoryEventStore({ now: tickingClock() })
    return Promise.resolve({
      store,
      open: () => Promise.resolve(intoLog(store, place.site, place.node)),
      arrived: () => Promise.resolve(),
      end: () => Promise.resolve(),
    })
  })
})
