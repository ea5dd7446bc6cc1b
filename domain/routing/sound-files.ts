import { objectKind } from '../configuration/kind.ts'
import { choice, initially, integer, optional, text, type TextFormat } from '../configuration/shape.ts'

const fileName: TextFormat = {
  rule: 'fileName',
  pattern: /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/,
  means: 'letters, digits, _ . and -',
}

const directoryName: TextFormat = {
  rule: 'directory',
  pattern: /^[A-Za-z0-9_][A-Za-z0-9_-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_-]*)*$/,
  means: 'names of letters, digits, _ and - with / between them',
}

/**
 * pbx-configuration §10. What is played is named DIRECTORY/NAME; a file is not removed while something names it. Sounds that the PBX
 * came with are not listed here. The sound of a dissuasion is playback/QUEUE_... (§7.10).
 */
export const soundFiles = objectKind({
  name: 'soundFile',
  description: 'A recorded sound on the media servers: what is known of it, not its bytes.',
  key: ['name', 'directory'],
  fields: {
    name: text('Name without its extension.', { max: 128, format: fileName }),
    directory: text('Directory in that of the sounds: playback, recordings, acd, monitor, ivr-sounds or another one.', {
      max: 128,
      format: directoryName,
    }),
    displayName: optional(text('What is said in it, for people.', { max: 255 })),
    format: initially(
      choice('How it is stored; wav is 8 kHz, 16 bits, mono.', 'SoundFormat', [
        'wav',
        'wav16',
        'sln',
        'sln16',
        'alaw',
        'ulaw',
        'gsm',
        'g722',
        'g729',
      ]),
      'wav',
    ),
    sha256: optional(
      text('Digest of its bytes, by which servers see whether they have it.', {
        max: 64,
        format: { rule: 'sha256', pattern: /^[0-9a-f]{64}$/, means: '64 hexadecimal digits' },
      }),
    ),
    durationSeconds: optional(integer('How long it is.', [0, 86_400])),
    description: optional(text('For people.', { max: 1000 })),
  },
})
