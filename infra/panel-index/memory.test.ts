import { panelIndexContract } from './contract.ts'
import { createMemoryPanelIndex } from './memory.ts'

panelIndexContract('memory', () => {
  const index = createMemoryPanelIndex()
  return Promise.resolve({ index, other: index, refresh: () => Promise.resolve(), close: () => Promise.resolve() })
})
