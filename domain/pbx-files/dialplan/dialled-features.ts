import { code, run, type Code, type Extension, type Step } from './dialplan.ts'

/** What each feature begins with: who calls, and whether the call may use features at all. */
export const beginning = run`Gosub(xivo-feature,s,1(\${EXTEN},\${CONTEXT}))`
/** Reads the states of the user who calls. */
export const readOwnStates = run`Gosub(xivo-state-of,s,1(\${XIVO_USERID}))`
export const beepAndHangUp: readonly Step[] = [run`Playback(beep)`, run`Hangup()`]

/** @param dialledCode null: the feature has no code, and is not there */
export const dialled = (dialledCode: string | null, ...steps: readonly Step[]): readonly Extension[] =>
  dialledCode === null ? [] : [{ number: dialledCode, steps: [beginning, ...steps] }]

/** @param steps from `rest`, what is dialled behind the code */
export const followed = (dialledCode: string | null, steps: (rest: Code) => readonly Step[]): readonly Extension[] =>
  dialledCode === null
    ? []
    : [{ number: `${dialledCode}[0-9*#+]!`, steps: [beginning, ...steps(code`\${EXTEN:${dialledCode.length}}`)] }]
