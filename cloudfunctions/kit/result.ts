import { refusal, type FieldProblem, type Refusal, type RefusalCode, type refusalTexts } from '@shared/contract/refusals'

/** What a handler answers: a value, or a refusal that its action declares. */
export type Result<T, C extends RefusalCode> = { readonly ok: true; readonly value: T } | Refused<C>
export interface Refused<C extends RefusalCode> {
  readonly ok: false
  readonly refusal: Refusal<C>
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Refuses with a code and what its text needs. */
export function refuse<C extends RefusalCode>(code: C, ...detail: Parameters<(typeof refusalTexts)[C]>): Refused<C> {
  return { ok: false, refusal: refusal(code, ...detail) }
}

/** A refusal that names the fields. */
export function refuseFields(fields: readonly FieldProblem[]): Refused<'INVALID_INPUT'> {
  return { ok: false, refusal: { ...refusal('INVALID_INPUT'), fields } }
}
