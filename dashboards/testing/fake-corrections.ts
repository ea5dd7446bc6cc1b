import { iso, type FakeWorld } from './fake-boards.ts'

interface Said {
  readonly tags: readonly string[]
  readonly notes: readonly { readonly text: string; readonly at: string; readonly actor: string }[]
  readonly exclusion: {
    readonly reason: string
    readonly text: string | null
    readonly at: string
    readonly actor: string
  } | null
}

const worlds = new WeakMap<FakeWorld, Map<string, Said>>()

function saidIn(world: FakeWorld): Map<string, Said> {
  const said = worlds.get(world) ?? new Map<string, Said>()
  worlds.set(world, said)
  return said
}

/** What was said about the call since the world began. */
export const saidAbout = (world: FakeWorld, id: string): Said =>
  saidIn(world).get(id) ?? { tags: [], notes: [], exclusion: null }

interface Input {
  readonly id: string
  readonly note?: string
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
  readonly reason?: string
  readonly text?: string
}

const actor = 'first administrator'

function say(world: FakeWorld, { id }: Input, change: (said: Said) => Said) {
  saidIn(world).set(id, change(saidAbout(world, id)))
  return { position: '184300', rejections: [] }
}

const refusal = (field: string, rule: string, message: string) => ({
  position: '184300',
  rejections: [{ field, rule, message }],
})

/** The commands, as far as a page sends them. */
export const correctionsOf = (world: FakeWorld) => ({
  annotateCall: ({ input }: { input: Input }) =>
    input.note === 'refuse me'
      ? refusal('note', 'text', 'this note is refused')
      : say(world, input, said => ({
          ...said,
          tags: [...said.tags, ...(input.addTags ?? []).map(tag => tag.trim())].filter(
            tag => !input.removeTags?.includes(tag),
          ),
          notes: input.note ? [...said.notes, { text: input.note, at: iso(Date.now()), actor }] : said.notes,
        })),
  excludeCall: ({ input }: { input: Input }) =>
    say(world, input, said => ({
      ...said,
      exclusion: { reason: input.reason ?? '', text: input.text ?? null, at: iso(Date.now()), actor },
    })),
  includeCall: ({ input }: { input: Input }) => say(world, input, said => ({ ...said, exclusion: null })),
})
