import type { z } from 'zod'
import { problemDto } from '../contracts/problem'
import type { ErrorCode } from '../domain/errors'

/** What one of our endpoints refused, in its own words. */
export class ApiProblem extends Error {
  readonly code: ErrorCode
  readonly issues: { path: string; message: string }[]

  constructor(code: ErrorCode, detail: string, issues: { path: string; message: string }[] = []) {
    super(detail)
    this.code = code
    this.issues = issues
  }
}

type Call<T> = { body?: object; answer: z.ZodType<T>; idempotencyKey?: string; signal?: AbortSignal }

/**
 * Calls one of our endpoints: POST with a body, GET without. Throws an ApiProblem for a refusal, and whatever fetch throws
 * when nothing is known about the outcome (a dropped connection, a time-out).
 */
export async function callApi<T>(path: string, call: Call<T>): Promise<{ status: number; answer: T }> {
  const { body, answer, idempotencyKey, signal } = call
  const response = await fetch(path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const json: unknown = await response.json()
  if (response.ok) return { status: response.status, answer: answer.parse(json) }
  const { code, detail, issues } = problemDto.parse(json)
  throw new ApiProblem(code, detail, issues)
}
