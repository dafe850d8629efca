import { z } from 'zod'
import { DataProblem } from './log-file'
import { isLoopbackName } from './loopback'
import { type RunningSandbox, startSandbox } from './serve'

const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
  SANDBOX_HOST: z.string().default('127.0.0.1').refine(isLoopbackName, 'the sandbox only listens on this machine'),
  SANDBOX_DATA_DIR: z.string().min(1),
  SANDBOX_PUBLIC_ORIGIN: z.url().optional(),
  SANDBOX_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
})

try {
  const sandbox = await start()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
  }
  process.stdout.write(`${JSON.stringify({ sandbox: sandbox.origin })}\n`)
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`)
  process.exit(1)
}

function start(): Promise<RunningSandbox> {
  const env = environment.parse(process.env)
  return startSandbox({
    port: env.SANDBOX_PORT,
    host: env.SANDBOX_HOST,
    dataDir: env.SANDBOX_DATA_DIR,
    ...(env.SANDBOX_PUBLIC_ORIGIN && { publicOrigin: new URL(env.SANDBOX_PUBLIC_ORIGIN).origin }),
    ...(env.SANDBOX_COUNTRY && { country: env.SANDBOX_COUNTRY }),
  })
}

function sentence(error: unknown): string {
  if (error instanceof DataProblem) return error.message
  if (error instanceof z.ZodError) {
    const [issue] = error.issues
    return `The sandbox cannot start: ${issue?.path.join('.')} is missing or wrong (${issue?.message}).`
  }
  const { code, message } = error as NodeJS.ErrnoException
  if (code !== 'EADDRINUSE') return `The sandbox cannot start: ${message}.`
  return `The sandbox cannot start: port ${process.env['SANDBOX_PORT'] ?? 4010} is taken. Choose another with SANDBOX_PORT.`
}
