import { workflowsContract } from './contract.ts'
import { createMemoryWorkflows } from './memory.ts'

workflowsContract('workflows in memory', () => {
  const workflows = createMemoryWorkflows()
  return Promise.resolve({
    workflows,
    async worker(of) {
      const worker = await workflows.work(of)
      return {
        ...worker,
        crash: () => {
          worker.crash()
          return Promise.resolve()
        },
      }
    },
    close: () => Promise.resolve(),
  })
})
