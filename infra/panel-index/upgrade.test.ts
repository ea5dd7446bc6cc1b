import { expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { migrate } from '../postgres/migrations.ts'
import { migrations } from '../postgres/migrations/all.ts'
import { freshDatabase } from '../testing/database.ts'
import { day, noon, question } from './contract/helpers.ts'
import { createPostgresPanelIndex } from './postgres.ts'

test('documents that an older version wrote can be asked for until they are written anew: they have no names, and all of them count', async () => {
  const database = await freshDatabase()
  const { pool } = database
  try {
    const ofPanels = migrations.filter(({ name }) => name.startsWith('panels'))
    await migrate(pool, silent, ofPanels.slice(0, 1))
    await pool.query(`
      INSERT INTO panels.build (build, status) VALUES (1, 'live');
      CREATE TABLE panels.document_1 (
        kind text, id text, version bigint, removed boolean, at_us bigint, site text, queues text[], agents text[], groups text[], event text,
        outcome text, direction text, wait_us bigint, talk_us bigint, attributes jsonb, PRIMARY KEY (kind, id));
      INSERT INTO panels.document_1 VALUES (
        'VISIT', 'v', 3, false, ${noon}, 'paris', '{paris/sales}', '{paris/Agent/8001}', '{}', NULL, 'ANSWERED', NULL, 5, 7, '{}')`)
    await migrate(pool, silent, ofPanels)
    const index = createPostgresPanelIndex(pool)
    const { documents } = await index.search({ kind: 'VISIT', period: day, visible: 'all' }, { first: 10 })
    expect(documents).toMatchObject([{ id: 'v', queues: ['paris/sales'], queueNames: [] }])
    const { groups } = await index.aggregate(question({ terms: ['QUEUE_DISPLAY_NAME', 'GROUP', 'QUEUE'] }))
    expect(groups).toMatchObject([{ terms: [null, null, 'paris/sales'], count: 1 }])
  } finally {
    await database.drop()
  }
})
