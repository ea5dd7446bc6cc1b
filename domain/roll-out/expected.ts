import type { RenderedFile } from '../pbx-files/rendered-file.ts'
import { confSections, valueIn } from './conf-sections.ts'
import type { Expected } from './pbx.ts'

/** What the PBX must show of these files: read from what was written, so that nothing is asked of it that it was not given. */
export function expectedOf(files: readonly RenderedFile[]): Expected {
  const sectionsOf = (wanted: string) =>
    files.filter(({ path }) => path === wanted).flatMap(({ content }) => confSections(content).sections)
  return {
    queues: sectionsOf('queues.conf')
      .filter(({ name, isTemplate, isAddition }) => name !== 'general' && !isTemplate && !isAddition)
      .map(({ name, settings }) => ({
        name,
        members: settings.flatMap(setting => (setting.name === 'member' ? [interfaceOf(setting.value)] : [])),
      })),
    endpoints: sectionsOf('pjsip.conf')
      .filter(section => !section.isTemplate && valueIn(section, 'type') === 'endpoint')
      .map(({ name }) => name),
  }
}

/** `PJSIP/8001,0,Ann,PJSIP/8001`: the first field; a backslash makes any sign a letter. */
function interfaceOf(member: string): string {
  const [first = ''] = /^(?:\\.|[^,\\])*/.exec(member) ?? []
  return first.replace(/\\(.)/g, '$1')
}

/** @returns a sentence for each thing that is expected and not there */
export function missingOf(
  expected: Expected,
  queues: ReadonlyMap<string, ReadonlySet<string>>,
  endpoints: ReadonlySet<string>,
): readonly string[] {
  return [
    ...expected.queues.flatMap(({ name, members }) => {
      const shown = queues.get(name)
      if (!shown) return [`there is no queue ${name}`]
      return members.filter(member => !shown.has(member)).map(member => `queue ${name} has no member ${member}`)
    }),
    ...expected.endpoints.filter(name => !endpoints.has(name)).map(name => `there is no endpoint ${name}`),
  ]
}
