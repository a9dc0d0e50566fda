import type { z } from 'zod'

/** Who may serve a method: a read-only host (a second process) refuses methods that write. */
export type Access = 'read' | 'write'

/**
 * One method of the contract. `params` is checked at the boundary by its schema; the result is plain data
 * described by a type only, because the engine made it.
 */
export interface MethodDefinition<Schema extends z.ZodType = z.ZodType, Result = unknown> {
  readonly params: Schema
  readonly access: Access
  /** One line for docs/contract.md. */
  readonly summary: string
  /** Carries the result's type; never present at run time. */
  readonly result?: Result
}

/** Declares a method: `method<Result>()('read', 'summary', schema)`. */
export function method<Result>() {
  return <Schema extends z.ZodType>(
    access: Access,
    summary: string,
    params: Schema,
  ): MethodDefinition<Schema, Result> => ({ params, access, summary })
}

export type ParamsOf<Definition> =
  Definition extends MethodDefinition<infer Schema, unknown> ? z.input<Schema> : never

export type ParsedParamsOf<Definition> =
  Definition extends MethodDefinition<infer Schema, unknown> ? z.output<Schema> : never

export type ResultOf<Definition> =
  Definition extends MethodDefinition<z.ZodType, infer Result> ? Result : never
