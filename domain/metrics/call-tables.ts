import { figuresOf, type Text } from './definition.ts'

const { declared } = figuresOf('call')

const column = (name: string, unit: 'instant' | 'text', label: Text, description: Text, trap?: string) =>
  declared({
    name,
    label,
    description,
    unit,
    formula: 'by CEL, one row for each endpoint that the call reached',
    availability: 'calls',
    source: 'contact-center 5.3',
    printedIn: ['xivo_stats.call_element'],
    ...(trap === undefined ? {} : { traps: [trap] }),
  })

/** The columns of call_element, under the names of the original database. */
export const callTables = [
  column('id', 'text', { en: 'Element', fr: 'Élément' }, { en: 'Key of the row.', fr: 'Clé de la ligne.' }),
  column(
    'call_data_id',
    'text',
    { en: 'Call', fr: 'Appel' },
    { en: 'Call that the element is part of.', fr: "Appel dont l'élément fait partie." },
  ),
  column(
    'start_time',
    'instant',
    { en: 'Called at', fr: 'Appelé à' },
    { en: 'When the endpoint was called.', fr: "Instant de l'appel vers le terminal." },
  ),
  column(
    'answer_time',
    'instant',
    { en: 'Answered at', fr: 'Décroché à' },
    {
      en: 'When the endpoint answered; absent when it did not.',
      fr: "Instant du décroché ; absent s'il n'y en a pas eu.",
    },
  ),
  column(
    'end_time',
    'instant',
    { en: 'Ended at', fr: 'Terminé à' },
    { en: 'When the endpoint left the call.', fr: "Instant où le terminal a quitté l'appel." },
    'The end of a call is the hang-up of the telephone: time after a transfer is not in it.',
  ),
  column(
    'interface',
    'text',
    { en: 'Interface', fr: 'Interface' },
    { en: 'Channel of the endpoint, e.g. SCCP/01234.', fr: 'Canal du terminal, par exemple SCCP/01234.' },
  ),
]
