import { eventStoreContract } from './contract.ts'
import { createMemoryEventStore } from './memory.ts'

eventStoreContract('memory', options => {
  const store = createMemoryEventStore(options)
  return Promise.resolve({ store, other: store, close: () => Promise.resolve() })
})
