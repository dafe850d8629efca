import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'
import { look } from './look'
import { Site } from './pages/site'
import { withoutRows } from './records'

const HEAD = 'customer,amount,currency,description,reference'

test.describe('charging many customers from a list', () => {
  test.slow()

  test('shows every bad line, starts with the good ones, pauses, resumes and ends', async ({
    rider,
    office,
    database,
    line,
    sandbox,
  }) => {
    const { charges } = office
    const { customerId, email } = rider
    await withoutRows(database, 'charge_batches', async () => {
      await charges.open()
      await expect(charges.nothing).toBeVisible()
      await look(office.page, 'bulk-charges-empty')
    })
    await office.page.goto(`/console/charges/choose?q=${encodeURIComponent(email)}`)
    await expect(office.page.getByRole('checkbox')).toHaveCount(1)
    await look(office.page, 'bulk-charges-choose')
    await charges.open()
    await charges.upload('who,how much\n')
    await expect(charges.problem).toContainText('The first line has to name the columns')

    const good = Array.from({ length: 30 }, (_, at) => `${email},${10 + at}.00,usd,Ride ${at},`)
    const bad = ['nobody@example.com,5.00,usd,Ride,', `${email},"5,00",usd,Ride,`, `${email},10.00,USD,Ride 0,`]
    const file = [HEAD, ...good, ...bad].join('\n')
    await charges.upload(file)
    await expect(office.heading).toHaveText('rides.csv')
    const id = new URL(office.page.url()).pathname.split('/').at(-1) ?? ''
    await expect(charges.outcomes).toContainText('Ready 30')
    await charges.outcomes.getByRole('link', { name: 'Can’t be charged 3' }).click()
    await expect(charges.line('nobody@example.com')).toContainText('Nobody is known by this e-mail address or id.')
    await expect(charges.lines).toContainText('Line 2 asks for the very same.')
    await look(office.page, 'bulk-charges-draft')
    await charges.start('30', '734.99')
    await expect(charges.problem).toContainText('Nothing was started.')
    // Stripe is slow while the pictures are taken; the page may go away meanwhile.
    await sandbox.outcomes({ offSessionDeclineShare: 0.2, offSessionDeclineSeed: 5 })
    line.hold()
    await charges.start('30', '735.00')
    await expect(charges.progress).toBeVisible()
    await charges.press('Pause')
    await expect(office.page.getByText('No further charge begins.')).toBeVisible()
    await look(office.page, 'bulk-charges-running')
    await office.page.goto('/console')
    line.mend()
    await charges.open(id)
    await charges.press('Resume')
    await expect(office.page.getByText('All of it is settled.')).toBeVisible({ timeout: 40_000 })
    await expect(office.page.getByText('30 of 30 charges settled')).toBeVisible()
    await look(office.page, 'bulk-charges-done')
    const [row] = await database.rows<{ paid: number; all: number }>(
      `select count(*) filter (where status = 'succeeded')::int as paid, count(*)::int as all from payments where customer_id = $1`,
      [customerId],
    )
    expect(row?.all).toBe(30)
    await charges.outcomes.getByRole('link', { name: `Paid ${row?.paid}` }).click()
    await expect(charges.lines.getByText('Not paid')).toHaveCount(0)
    await charges.line('Ride').first().getByRole('link', { name: 'See the payment' }).click()
    await expect(office.payment.status).toContainText('Paid')

    await office.page.goBack()
    const download = office.page.waitForEvent('download')
    await office.page.getByRole('link', { name: 'Download as CSV' }).click()
    const kept = await readFile(await (await download).path(), 'utf8')
    expect(kept.split('\r\n')).toHaveLength(35)
    await charges.open()
    await charges.upload(file)
    await expect(office.page.getByText('This very file was uploaded before')).toBeVisible()
    await expect(charges.again).not.toBeChecked()
    await look(office.page, 'bulk-charges-again')
    await sandbox.outcomes({ offSessionDeclineShare: 0 })
  })

  test('works without scripts and without any webhook, by a list and by choosing', async ({
    rider,
    browser,
    office,
    sandbox,
    watch,
  }) => {
    await sandbox.dropWebhooks(true)
    const storageState = await office.page.context().storageState()
    const context = await browser.newContext({ javaScriptEnabled: false, storageState })
    watch.watch(context)
    const site = new Site(await context.newPage())
    const { charges } = site
    await charges.open()
    await charges.upload([HEAD, `${rider.email},3.00,usd,Plain ride,`, ',,,,'].join('\n'), 'plain.csv')
    await expect(site.heading).toHaveText('plain.csv')
    await charges.start('1', '3.00')
    await expect(async () => {
      await charges.open(new URL(site.page.url()).pathname.split('/').at(-1))
      await expect(charges.line('Plain ride')).toContainText('Paid', { timeout: 500 })
    }).toPass()

    await site.page.goto(`/console/charges/choose?q=${encodeURIComponent(rider.email)}`)
    await site.page.getByRole('checkbox').check()
    await site.page.getByLabel(/^Amount for each/).fill('4.50')
    await site.page.getByLabel('What for').fill('Season ticket')
    await site.page.getByRole('button', { name: 'Look at the charges' }).click()
    await expect(charges.line('Season ticket')).toContainText('Ready')
    await charges.press('Throw this draft away')
    await expect(charges.line('Season ticket')).toContainText('Not started')
    await context.close()
  })
})
