import { createHash } from 'node:crypto'
import { rightsOfTokenNow } from '../../domain/access/service.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { Reports } from '../ports/reports.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Tokens with the rights that they have now: those of services go by what is configured of them. One whose access is gone, or has another
 * password, is none any more.
 */
export const tokensNow = ({
  reports,
  configuration: { reader },
}: Pick<ApiPorts, 'reports' | 'configuration'>): Pick<Reports, 'tokenById'> => ({
  async tokenById(tokenId) {
    const token = await reports.tokenById(tokenId)
    const service = token?.scope.service
    if (!service) return token
    const { configuration } = await reader.now(service.site)
    const rights = rightsOfTokenNow(service, configuration, sha256)
    return rights && { ...token, ...rights }
  },
})
