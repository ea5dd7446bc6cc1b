import { objectOf } from '../../configuration/configuration.ts'
import type { User } from '../configured-users.ts'
import { voicemails } from '../voicemails.ts'
import { openMailbox } from './plan-create.ts'
import { noUpdate, type PartUpdate } from './part-update.ts'
import { changedFields, filled, filledFields, isComplete, type Planning, type Row } from './row.ts'

/**
 * His mailbox as the row says. Another number or context is another mailbox: it becomes his, or is made, and the old one stays. Both
 * empty: he has none any more.
 */
export function updateVoicemail(row: Row, user: User, planning: Planning): PartUpdate {
  const { configuration } = planning
  const held = user.voicemail === null ? undefined : objectOf(configuration, voicemails, user.voicemail)
  const number = row.get('voicemail_number') ?? held?.value.number ?? ''
  const context = row.get('voicemail_context') ?? held?.value.context ?? ''
  if (number === '' && context === '') return held ? { ...noUpdate, user: { voicemail: null } } : withoutNumber(row)

  const key = `${number}@${context}`
  const meant = objectOf(configuration, voicemails, key)
  if (!meant) return defined(row, key, planning)
  const { values, problems } = changedFields(row, 'voicemail', meant.value, {
    configuration,
    except: ['number', 'context'],
  })
  if (problems.length > 0) return { ...noUpdate, problems }
  return {
    ...noUpdate,
    commands: Object.keys(values).length === 0 ? [] : [{ changeVoicemail: { number, context, ...values } }],
    user: key === held?.key ? {} : { voicemail: key },
  }
}

function defined(row: Row, key: string, { configuration }: Planning): PartUpdate {
  if (!isComplete(row, 'voicemail')) return incomplete('voicemail_number', key)
  const { values, problems } = filledFields(row, 'voicemail', configuration)
  if (problems.length > 0) return { ...noUpdate, problems }
  return { ...noUpdate, commands: [{ defineVoicemail: values }], user: { voicemail: key }, warnings: openMailbox(row) }
}

function withoutNumber(row: Row): PartUpdate {
  const [first] = filled(row, 'voicemail')
  return first === undefined ? noUpdate : incomplete(first)
}

const incomplete = (column: string, key?: string): PartUpdate => ({
  ...noUpdate,
  warnings: [
    {
      column,
      rule: 'together',
      message: `${key === undefined ? 'no mailbox is made' : `there is no mailbox ${key}, and none is made`}: voicemail_name, voicemail_number and voicemail_context must all be given`,
    },
  ],
})
