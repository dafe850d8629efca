import type { z } from 'zod'
import { type ProblemDto, problemDto } from '../contracts/problem'
import type { ErrorCode } from '../domain/errors'

/** What one of our endpoints refused, in its own words. */
export class ApiProblem extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly issues: { path: string; message: string }[]

  constructor({ code, status, detail, issues = [] }: Pick<ProblemDto, 'code' | 'status' | 'detail' | 'issues'>) {
    super(detail)
    this.code = code
    this.status = status
    this.issues = issues
  }
}

type Call<T> = {
  /** POST with a body and GET without, unless told. */
  method?: 'DELETE'
  body?: object
  answer: z.ZodType<T>
  idempotencyKey?: string
  signal?: AbortSignal
}

/**
 * Calls one of our endpoints. Throws an ApiProblem for a refusal, and whatever fetch throws when nothing is known about the
 * outcome (a dropped connection, a time-out, an answer that is not ours).
 */
export async function callApi<T>(path: string, call: Call<T>): Promise<{ status: number; answer: T }> {
  const { body, answer, idempotencyKey, signal, method = body ? 'POST' : 'GET' } = call
  const response = await fetch(path, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const json: unknown = await response.json()
  if (response.ok) return { status: response.status, answer: answer.parse(json) }
  throw new ApiProblem(problemDto.parse(json))
}
