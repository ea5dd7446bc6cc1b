import { wazoStats } from '../wazo-stats/statements.ts'
import { xivoStats } from '../xivo-stats/statements.ts'
import answerViews from './answer-views.sql'
import callViews from './call-views.sql'
import holdViews from './hold-views.sql'
import replaceViews from './replace-views.sql'
import { withReplacedViews } from './replace-views.ts'
import rights from './rights.sql'
import reportViews from './views.sql'

/** The schemas for people who report with SQL: made again whenever a read model that they show is switched. */
export const reportStatements: readonly string[] = [
  replaceViews,
  ...[callViews, answerViews, reportViews, holdViews, rights, ...xivoStats, ...wazoStats].map(withReplacedViews),
  'SELECT stats_parts.make_kept_views()',
]
