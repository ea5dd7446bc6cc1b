import { formatDay } from '../format/instants.ts'
import type { Language } from '../i18n/language.ts'
import type { CallbackRequest } from './queries.ts'

type Named = Pick<
  CallbackRequest,
  'firstName' | 'lastName' | 'company' | 'phoneNumber' | 'mobilePhoneNumber' | 'reference'
>

/** Who is to be called: a person, else a company, else a number. */
export const calleeOf = (request: Named): string =>
  [request.firstName, request.lastName].filter(Boolean).join(' ') ||
  request.company ||
  request.phoneNumber ||
  request.mobilePhoneNumber ||
  request.reference

/** `Tue 1 Dec` of `2026-12-01`: a day on a calendar, whatever the zone of the reader. */
export const formatDueDay = (day: string, language: Language): string =>
  formatDay(Date.parse(`${day}T12:00:00Z`), 'UTC', language)

export const numbersOf = ({ phoneNumber, mobilePhoneNumber }: Named): readonly string[] =>
  [phoneNumber, mobilePhoneNumber].filter(number => number !== null)
