import 'server-only'
import { Prisma } from './generated/client'

/** Whether a write met a row that was there first. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Whether the database could not be reached, as opposed to having refused something. */
export function isDatabaseDown(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError || isPoolFailure(error)) return true
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'].includes(error.code) || isConnectionLoss(error)
}

/**
 * Whether a transaction lost a race and may simply run again. A raw query's race is not translated by Prisma: its SQLSTATE
 * is in the cause.
 */
export function isLostRace(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  // Deadlock, serialization, and a lock that did not come free in time.
  return error.code === 'P2034' || /\b(40001|40P01|55P03)\b/.test(JSON.stringify(error.meta ?? {}))
}

// Prisma gives raw queries no code of their own for a lost connection, only these sentences.
const LOST =
  /ECONNREFUSED|ECONNRESET|Connection terminated|Can't reach database|Server has closed the connection|Operation has timed out|57P0[123]|57014|25P03/

function isConnectionLoss({ message, meta }: Prisma.PrismaClientKnownRequestError): boolean {
  return LOST.test(`${message} ${JSON.stringify(meta ?? {})}`)
}

// The pool's own errors, such as "all connections are taken", pass through Prisma as they are.
function isPoolFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(timeout exceeded when trying to connect|Connection terminated|Client (has encountered a connection error|was closed))/.test(
      error.message,
    )
  )
}
