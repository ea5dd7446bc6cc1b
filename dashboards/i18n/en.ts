import { access } from './en-access.ts'
import { acting } from './en-agent-actions.ts'
import { board } from './en-board.ts'
import { callbacks } from './en-callbacks.ts'
import { history } from './en-calls.ts'
import { common } from './en-common.ts'
import { audit, config } from './en-configuration.ts'
import { reports } from './en-reports.ts'

export const en = { ...common, ...board, ...reports, history, callbacks, access, acting, config, audit }
