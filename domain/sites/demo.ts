import { accept, nothingToDo, type Decider } from '../kernel/decider.ts'

/** Whether the site's calls are invented by the simulator: everything shown of it must say so. */
export type DemoCommand = { type: 'StartDemo'; site: string } | { type: 'StopDemo'; site: string }

export type DemoEvent = { type: 'DemoStarted'; site: string } | { type: 'DemoStopped'; site: string }

export const demoStream = (site: string): string => `demo/${site}`

/** One stream a site: `demo/<site>`. */
export const demo: Decider<DemoCommand, DemoEvent, { readonly running: boolean }> = {
  initial: { running: false },

  decide(command, { running }) {
    switch (command.type) {
      case 'StartDemo':
        return running ? nothingToDo : accept({ type: 'DemoStarted', site: command.site })
      case 'StopDemo':
        return running ? accept({ type: 'DemoStopped', site: command.site }) : nothingToDo
    }
  },

  evolve: (_, event) => ({ running: event.type === 'DemoStarted' }),
}
