import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, statSync } from 'node:fs'
import path from 'node:path'
import { embeddedFailure, EmbeddedServerFailure } from './failures.ts'

/** How to start a PostgreSQL program: as ourselves, or, because PostgreSQL refuses root, as somebody else. */
export interface Runner {
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** Words before the program: setpriv with its options, or nothing. */
  readonly prefix: readonly string[]
  /** uid and gid for Node's spawn; absent when the prefix changes the user. */
  readonly as: { readonly uid?: number; readonly gid?: number }
}

/** The user `nobody` on Linux distributions; it needs no entry in /etc/passwd. */
const nobody = { uid: 65534, gid: 65534 }

const asOurselves: Runner = { prefix: [], as: {} }

/**
 * @param dataDir exists; its owner runs the server when we are root and it is not root's
 * @param program probed with --version, so that a library or a directory that cannot be reached is found now, with a reason
 */
export function chooseRunner(dataDir: string, clusterDir: string, program: string, env: NodeJS.ProcessEnv): Runner {
  if (process.geteuid?.() !== 0) {
    refuseForeignCluster(clusterDir)
    const failure = probe(asOurselves, dataDir, program, env)
    if (failure !== undefined) throw embeddedFailure('PostgreSQL does not start', dataDir, failure)
    return asOurselves
  }
  const owner = ownerOf(clusterDir) ?? ownerOf(dataDir) ?? nobody
  const plain: Runner = { owner, prefix: [], as: owner }
  const failure = probe(plain, dataDir, program, env)
  if (failure === undefined) return plain
  const capable: Runner = { owner, prefix: setpriv(owner), as: {} }
  if (probe(capable, dataDir, program, env) === undefined) return capable
  if (!/denied|cd:|can't cd|EACCES/i.test(failure)) throw embeddedFailure('PostgreSQL does not start', dataDir, failure)
  throw new EmbeddedServerFailure(
    `PostgreSQL does not run as root, and user ${owner.uid}, under which it would run, cannot reach ` +
      `${path.dirname(program)} or ${dataDir} (${failure.trim()}). Open the directories above (chmod a+x), ` +
      'move the checkout and the data directory out of /root, start as a normal user, or set DATABASE_URL.',
  )
}

/**
 * Another user, but allowed into directories that are closed to it: how a checkout under /root (mode 700) is reached.
 * Without no_setuid_fixup the system call access(), which initdb asks before it runs postgres, would leave the capability
 * out of account.
 */
const setpriv = ({ uid, gid }: { uid: number; gid: number }) => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  '--securebits=+no_setuid_fixup',
  '--',
]

/** Linux: the program gets an interrupt when our process ends, however it ends. Used for throw-away servers. */
export const endingWithUs = (runner: Runner): Runner =>
  spawnSync('setpriv', ['--pdeathsig=INT', 'true'], { stdio: 'ignore' }).status === 0
    ? { ...runner, prefix: [...runner.prefix, 'setpriv', '--pdeathsig=INT', '--'] }
    : runner

function probe(runner: Runner, dataDir: string, program: string, env: NodeJS.ProcessEnv): string | undefined {
  const shell = ['/bin/sh', '-c', 'cd "$1" && exec "$2" --version', 'sh', dataDir, program]
  const [command = '', ...args] = [...runner.prefix, ...shell]
  const result = spawnSync(command, args, { ...runner.as, env, cwd: '/', encoding: 'utf8' })
  if (result.error) return result.error.message
  return result.status === 0 ? undefined : result.stderr || `exit status ${String(result.status ?? result.signal)}`
}

function ownerOf(dir: string): { uid: number; gid: number } | undefined {
  if (!existsSync(dir)) return undefined
  const { uid, gid } = statSync(dir)
  return uid === 0 ? undefined : { uid, gid }
}

function refuseForeignCluster(clusterDir: string): void {
  const found = lstatSync(clusterDir, { throwIfNoEntry: false })
  if (found && found.uid !== process.geteuid?.())
    throw new EmbeddedServerFailure(
      `The database files in ${clusterDir} belong to user ${found.uid}, we are user ${String(process.geteuid?.())}. ` +
        'Start as that user or as root, or choose another place with --data.',
    )
}

/** Gives a file or directory to the user that runs the server. */
export function giveTo(runner: Runner, file: string): void {
  if (runner.owner) chownSync(file, runner.owner.uid, runner.owner.gid)
}
