import { leasesContract } from './contract.ts'
import { createLeaseRoom, createMemoryLeases } from './memory.ts'

leasesContract('leases in memory', () => {
  const room = createLeaseRoom()
  let processes = 0
  return Promise.resolve({
    process() {
      const leases = createMemoryLeases(room, `process ${++processes}`)
      return {
        ...leases,
        crash: () => {
          leases.crash()
          return Promise.resolve()
        },
      }
    },
    close: () => Promise.resolve(),
  })
})
