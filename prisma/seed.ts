import { auth } from '@/lib/server/auth/auth'
import { customerIdOf } from '@/lib/server/auth/store'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { publishNotices } from '@/lib/server/mandates/publish-notice'
import { DEMO_PRODUCTS } from './products'

// Demo accounts for the embedded database only: the launcher never runs this against another one.
const PASSWORD = 'rocket-rides-demo'
const ACCOUNTS = [
  { role: 'customer', name: 'Sam Rider', email: 'sam@example.com' },
  { role: 'merchant', name: 'Mo Merchant', email: 'mo@example.com' },
] as const

try {
  env()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

for (const { role, name, email } of ACCOUNTS) {
  const known = await db().user.findUnique({ where: { email } })
  // Nobody reads their mail, and this is their address.
  if (known) {
    await db().user.update({ where: { email }, data: { emailVerified: true } })
    continue
  }
  const { user } = await auth().api.signUpEmail({ body: { name, email, password: PASSWORD } })
  await db().user.update({ where: { id: user.id }, data: { role, emailVerified: true } })
  if (role === 'customer') await customerIdOf(user.id)
}
// Only into an empty shop: prices somebody changed stay as they are, and what they took out does not come back.
if ((await db().product.count()) === 0)
  await db().product.createMany({ data: [...DEMO_PRODUCTS], skipDuplicates: true })
await publishNotices()
await db().$disconnect()

process.stdout.write(
  `${JSON.stringify({ accounts: ACCOUNTS.map(({ role, email }) => ({ role, email, password: PASSWORD })) })}\n`,
)
process.exit(0)
