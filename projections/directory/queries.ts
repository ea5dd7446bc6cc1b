import type { SiteName } from '../../domain/access/identity.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { defaultThresholds, type Thresholds } from '../../domain/queues/thresholds.ts'
import allThresholdsSql from './all-thresholds.sql'
import demoStateSql from './demo-state.sql'
import knownAgentsSql from './known-agents.sql'
import knownQueuesSql from './known-queues.sql'
import nodesSql from './nodes.sql'
import sitesSql from './sites.sql'
import sourceProgressSql from './source-progress.sql'
import sourcesSql from './sources.sql'
import thresholdsOfSql from './thresholds-of.sql'
import tokenByIdSql from './token-by-id.sql'
import tokensSql from './tokens.sql'
import type { DemoRow, NodeRow, QueueThresholdsRow, SiteRow, SourceProgressRow, SourceRow, TokenRow } from './types.ts'

type WithText<R, K extends keyof R> = Omit<R, K> & { readonly [key in K]: string }

/** By site, node and name. */
export async function sitesAndNodes(sql: Queryable): Promise<SiteRow[]> {
  const sites = await sql.query<Omit<SiteRow, 'nodes'>>(sitesSql)
  const nodes = await sql.query<Omit<NodeRow, 'sources'>>(nodesSql)
  const sources = await sql.query<WithText<SourceRow, 'settings'> & { site: string; node: string }>(sourcesSql)
  const sourcesOf = (site: string, node: string) =>
    sources.rows
      .filter(source => source.site === site && source.node === node)
      .map(({ name, settings, configuredAt }) => ({
        name,
        settings: JSON.parse(settings) as SourceRow['settings'],
        configuredAt,
      }))
  const nodesOf = (site: string) =>
    nodes.rows.filter(node => node.site === site).map(node => ({ ...node, sources: sourcesOf(site, node.node) }))
  return sites.rows.map(site => ({ ...site, nodes: nodesOf(site.site) }))
}

/** What has come in, by site, node and kind of fact. */
export async function sourceProgress(sql: Queryable): Promise<SourceProgressRow[]> {
  return (await sql.query<SourceProgressRow>(sourceProgressSql)).rows
}

/** Every change ever made, by site and queue, oldest first: with thresholdsAt it answers for any instant. */
export async function allThresholds(sql: Queryable): Promise<QueueThresholdsRow[]> {
  const { rows } = await sql.query<Omit<QueueThresholdsRow, 'thresholds'> & Thresholds>(allThresholdsSql)
  return rows.map(({ serviceLevelSeconds, shortAbandonSeconds, t1Seconds, t2Seconds, ...row }) => ({
    ...row,
    thresholds: { serviceLevelSeconds, shortAbandonSeconds, t1Seconds, t2Seconds },
  }))
}

/** What a queue's waits are judged by at the instant; the defaults when nobody has set anything before. */
export async function thresholdsOf(sql: Queryable, site: string, queue: string, at: Micros): Promise<Thresholds> {
  const { rows } = await sql.query<Thresholds>(thresholdsOfSql, [site, queue, at])
  return rows[0] ?? defaultThresholds
}

type StoredToken = WithText<TokenRow, 'scope'>

const tokenOf = (row: StoredToken): TokenRow => ({ ...row, scope: JSON.parse(row.scope) as TokenRow['scope'] })

/** Revoked and expired ones too: verifyToken judges. */
export async function tokenById(sql: Queryable, tokenId: string): Promise<TokenRow | undefined> {
  const { rows } = await sql.query<StoredToken>(tokenByIdSql, [tokenId])
  return rows[0] && tokenOf(rows[0])
}

/** Every token ever issued, oldest first. */
export async function tokens(sql: Queryable): Promise<TokenRow[]> {
  return (await sql.query<StoredToken>(tokensSql)).rows.map(tokenOf)
}

/** Every site that has had a demonstration. */
export async function demoState(sql: Queryable): Promise<DemoRow[]> {
  return (await sql.query<DemoRow>(demoStateSql)).rows
}

/** Every queue that a fact or a threshold has named. */
export async function knownQueues(sql: Queryable): Promise<SiteName[]> {
  return (await sql.query<SiteName>(knownQueuesSql)).rows
}

/** Every agent that a queue_log row has named, by what the row calls him. */
export async function knownAgents(sql: Queryable): Promise<SiteName[]> {
  return (await sql.query<SiteName>(knownAgentsSql)).rows
}
