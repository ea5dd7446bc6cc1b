import type { Command } from './command.ts'
import { simulateCommand } from './commands/simulate.ts'

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [simulateCommand]
