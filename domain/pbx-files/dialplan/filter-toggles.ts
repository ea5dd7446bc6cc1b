import { callFilters } from '../../routing/call-filters.ts'
import { beginning, beepAndHangUp } from './dialled-features.ts'
import { code, set, type Extension } from './dialplan.ts'
import { keep, tellSwitch } from './phone-state.ts'
import type { Scope } from './scope.ts'

/** Each pair of boss and secretary has a number; its lamp is in sync on both phones (pbx-configuration §8.4). */
export const filterToggles = (dialledCode: string | null, scope: Scope): readonly Extension[] =>
  dialledCode === null
    ? []
    : scope.all(callFilters).flatMap(({ value: filter }) =>
        filter.secretaries.flatMap(({ member, user, active }) => {
          if (member === null || !filter.enabled) return []
          const place = code`filter/${filter.name}/${user}`
          const number = `${dialledCode}${member}`
          return [
            {
              number,
              hint: `Custom:${number}`,
              steps: [
                beginning,
                set`XIVO_SWITCH=\${IF($[\${DB_EXISTS(ringledger/${place})}]?\${DB_RESULT}:${active ? 1 : 0})}`,
                set`XIVO_SWITCH=$[1 - \${XIVO_SWITCH}]`,
                ...keep(place, code`\${XIVO_SWITCH}`),
                set`DEVICE_STATE(Custom:${number})=\${IF($[\${XIVO_SWITCH}]?INUSE:NOT_INUSE)}`,
                ...tellSwitch({
                  user: code`${user}`,
                  function: 'bsfilter',
                  status: code`\${XIVO_SWITCH}`,
                  value: code`${filter.name}`,
                }),
                ...beepAndHangUp,
              ],
            },
          ]
        }),
      )
