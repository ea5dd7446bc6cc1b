import { acting } from './fr-agent-actions.ts'
import { board } from './fr-board.ts'
import { history } from './fr-calls.ts'
import { common } from './fr-common.ts'
import { audit, config } from './fr-configuration.ts'
import { reports } from './fr-reports.ts'
import type { Messages } from './messages.ts'

export const fr: Messages = { ...common, ...board, ...reports, history, acting, config, audit }
