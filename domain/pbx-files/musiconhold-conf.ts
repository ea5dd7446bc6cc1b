import { objectsOf } from '../configuration/configuration.ts'
import { musicOnHold } from '../routing/music-on-hold.ts'
import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** pbx-configuration §10. */
export const musiconholdConf: FileRenderer = {
  path: 'musiconhold.conf',
  reads: [musicOnHold.name],
  reload: { module: 'res_musiconhold.so' },
  render: ({ configuration, server }) =>
    confFile([
      section('general', []),
      ...objectsOf(configuration, musicOnHold)
        .filter(({ value }) => value.enabled)
        .map(({ value }) =>
          section(value.name, [
            ['mode', value.mode],
            ['directory', value.mode === 'custom' ? value.directory : directoryOf(value, server.dataDirectory)],
            ['application', value.application],
            ['sort', value.random && value.mode === 'files' ? 'random' : null],
          ]),
        ),
    ]),
}

const directoryOf = (music: { readonly name: string; readonly directory: string | null }, dataDirectory: string) =>
  music.directory ?? `${dataDirectory}/moh/${music.name}`
