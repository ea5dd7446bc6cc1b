import { isZone } from '../../../domain/kernel/zone.ts'
import { isEventPattern } from '../../../domain/pbx/ami-noise.ts'
import { textOption, type OptionValues } from '../command.ts'
import { UsageError } from '../usage-error.ts'

/** @throws UsageError */
export function requiredOption(options: OptionValues, name: string): string {
  const value = textOption(options, name)
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

/**
 * `--time-zone`: of the clock of a PBX.
 * @param otherwise when it is left out; else it has to be there
 * @throws UsageError
 */
export function zoneOption(options: OptionValues, otherwise?: string): string {
  const zone =
    otherwise === undefined ? requiredOption(options, 'time-zone') : (textOption(options, 'time-zone') ?? otherwise)
  if (!isZone(zone)) throw new UsageError(`--time-zone ${zone} is not an IANA time zone; write e.g. Europe/Paris`)
  return zone
}

/**
 * `--ami-drop`: events that are noise, instead of those of domain/pbx/ami-noise.ts. An empty list drops nothing.
 * @throws UsageError
 */
export function droppedEvents(options: OptionValues): readonly string[] | undefined {
  const names = textOption(options, 'ami-drop')
    ?.split(',')
    .filter(name => name !== '')
  const wrong = names?.find(name => !isEventPattern(name))
  if (wrong !== undefined)
    throw new UsageError(`--ami-drop ${wrong} is no name of an event, nor the beginning of one followed by *`)
  return names
}
