import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { objectsOf } from '../../../../domain/configuration/configuration.ts'
import { renderFiles } from '../../../../domain/pbx-files/render.ts'
import { mediaServers } from '../../../../domain/sites/media-servers.ts'
import { createSecretBox } from '../../../secrets/secret-box.ts'
import { secretKey } from '../../../secrets/secret-key.ts'
import { textOption, type Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { configurationAtOption, withConfiguration } from './opened-configuration.ts'

/**
 * `config render --out DIR`: the files of every media server, or of one, as Asterisk reads them, secrets included. With one server they
 * stand in DIR, with several each has a directory of its name there. What else is in the directory stays.
 */
export async function renderToDirectory(invocation: Invocation): Promise<number> {
  const { options, terminal, dataDirectory } = invocation
  const out = textOption(options, 'out')
  if (out === undefined) throw new UsageError('--out is missing: the directory that the files go into')
  const node = textOption(options, 'node')
  return withConfiguration(invocation, undefined, async opened => {
    const box = createSecretBox(await secretKey(dataDirectory))
    const open = (sealed: string) => box.open(sealed)
    const { configuration, position } = await configurationAtOption(opened, textOption(options, 'as-of'), 'as-of')
    const servers = objectsOf(configuration, mediaServers)
    const wanted = servers.filter(({ key }) => node === undefined || key === node)
    if (wanted.length === 0) {
      const names = servers.map(({ key }) => key).join(', ') || 'none'
      throw new UsageError(
        node === undefined
          ? 'no media server is configured: there is nothing to render for'
          : `there is no media server ${node}; there are: ${names}`,
      )
    }
    const written = []
    for (const { key, value: server } of wanted) {
      const directory = servers.length === 1 || node !== undefined ? out : path.join(out, key)
      const files = renderFiles({ configuration, server, open })
      for (const { path: name, content } of files) await writeWhole(path.join(directory, name), content)
      terminal.print(`${key}: ${files.length} files in ${directory}`)
      written.push({ node: key, directory, files: files.map(file => file.path) })
    }
    terminal.document({ site: opened.site, position, servers: written })
    return 0
  })
}

/** Never half a file under its name. Secrets are in it: only the owner and his group may read. */
async function writeWhole(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const draft = `${file}.part`
  await writeFile(draft, content, { mode: 0o640 })
  await rename(draft, file)
}
