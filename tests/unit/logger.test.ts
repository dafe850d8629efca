import { describe, expect, it, vi } from 'vitest'
import { startWith } from '../support/environment'

/** What reaches standard output when `write` logs. */
async function logged(write: (log: typeof import('@/lib/server/logger').log) => void): Promise<string> {
  startWith({ LOG_LEVEL: 'debug' })
  const lines: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  write((await import('@/lib/server/logger')).log)
  vi.restoreAllMocks()
  expect(lines.length).toBeGreaterThan(0)
  return lines.join('')
}

const SECRETS = [
  'seti_1Pabc_secret_QwErTy123',
  'pi_3Nxyz_secret_QwErTy123',
  'cs_test_a1b2_secret_QwErTy123',
  'cs_live_a1b2_secret_QwErTy123',
  'sk_test_QwErTy123',
  'sk_live_QwErTy123',
  'rk_live_QwErTy123',
  'rk_test_QwErTy123',
  'whsec_QwErTy123',
]

describe.each(SECRETS)('the secret %s', (secret) => {
  const places: [place: string, value: unknown][] = [
    ['a value', secret],
    ['a sentence', `No such key: ${secret}.`],
    ['a nested value', { stripe: { intent: [{ deep: secret }] } }],
    ['a query', `https://shop.test/return?setup_intent_client_secret=${secret}&redirect_status=succeeded`],
    ['an encoded query', `/sign-in?next=%2Freturn%3Fsetup_intent_client_secret%3D${secret}%26x`],
    ['a second line', `Keys:\n${secret}\n`],
    ['a column', `key\t${secret}`],
    ['quotation marks', `{"key":"${secret}"}`],
  ]

  it.each(places)('does not get out in %s', async (_place, value) => {
    const line = await logged((log) => log.error({ value }, 'thing.failed'))
    expect(line).not.toContain('QwErTy123')
    expect(line).toContain('[redacted]')
  })

  it('does not get out in an error, its cause or its stack', async () => {
    const error = new Error(`Stripe refused ${secret}.`, { cause: new Error(`with\n${secret}`) })
    const line = await logged((log) => {
      log.error({ err: error, stack: error.stack, cause: String(error.cause) }, error.message)
      log.error(error)
    })
    expect(line).not.toContain('QwErTy123')
  })
})

describe('a line of the log', () => {
  it.each(['password', 'authorization', 'cookie', 'email', 'clientSecret'])(
    'never holds a field named %s',
    async (name) => {
      expect(await logged((log) => log.info({ [name]: 'canary-7' }, 'thing.done'))).not.toContain('canary-7')
    },
  )

  it.each(['password', 'authorization', 'cookie', 'email', 'clientSecret'])(
    'never holds a field named %s inside another',
    async (name) => {
      expect(await logged((log) => log.info({ request: { [name]: 'canary-7' } }, 'thing.done'))).not.toContain(
        'canary-7',
      )
    },
  )

  it('stays one line of JSON whatever it is told', async () => {
    const line = await logged((log) => log.info({ type: 'a\n{"level":"fatal"}\u2028\u001b[31m' }, 'thing.done'))
    expect(line.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'thing.done' })
  })

  it('keeps the ids that are no secrets', async () => {
    const ids = { setupIntent: 'seti_1Pabc', event: 'evt_1', method: 'pm_1', publishable: 'pk_test_rides' }
    expect(JSON.parse(await logged((log) => log.info(ids, 'thing.done')))).toMatchObject(ids)
  })
})
