import type { z } from './zod'
import type { CommonRefusal, RefusalCode } from './refusals'

/**
 * Who calls. `visitor` has not signed in; `resident` is anyone signed in; the other three sit on a seat (席位) of a
 * congress.
 */
export const roles = { visitor: '访客', resident: '群众', deputy: '代表', staff: '人大工作人员', handler: '承办人' } as const
export type Role = keyof typeof roles

/**
 * One thing a person can do. `who` names the roles that may; `write` says whether it changes anything (then the
 * envelope must carry a requestId and a repeat answers the same); `refusals` are the failures it foresees.
 */
export interface Action<
  R extends Role = Role,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  F extends RefusalCode = RefusalCode,
> {
  readonly does: string
  readonly who: readonly R[]
  readonly write: boolean
  readonly input: I
  readonly output: O
  readonly refusals: readonly F[]
}

/** Declares an action; only pins the literal types. */
export function action<
  const R extends Role,
  I extends z.ZodType,
  O extends z.ZodType,
  const F extends RefusalCode = never,
>(spec: Action<R, I, O, F>): Action<R, I, O, F> {
  return spec
}

/** The actions of a room by name. */
export type Actions = Readonly<Record<string, Action>>

export type RoleOf<A> = A extends Action<infer R, z.ZodType, z.ZodType, RefusalCode> ? R : never
/** What a caller sends. */
export type InputOf<A extends Action> = z.input<A['input']>
/** What a handler receives, after parsing. */
export type ParsedOf<A extends Action> = z.output<A['input']>
/** What a handler answers and a caller receives. */
export type OutputOf<A extends Action> = z.output<A['output']>
/** The refusals an action itself declares. */
export type RefusalOf<A> = A extends Action<Role, z.ZodType, z.ZodType, infer F> ? F : never

/** The call as the client sees it. */
export interface Call<A extends Action> {
  input: InputOf<A>
  output: OutputOf<A>
  refusal: RefusalOf<A> | CommonRefusal
}
