import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures'
import { look } from './look'
import { Site } from './pages/site'
import { newPerson, signUp } from './people'
import { currentWords, publishWords, triesOf } from './records'
import { intentsOf } from './stripe-world'

test.describe('every page looks right and is accessible', () => {
  // Each walks through many states, and every one of them is looked at in two sizes and two themes.
  test.slow()

  test('before anybody has signed in', async ({ page, site, watch }) => {
    watch.allow(/status of (401|404|422)/)
    await page.goto('/')
    await look(page, 'shop')
    await page.goto('/terms')
    await look(page, 'terms')
    await site.signIn.open()
    await look(page, 'sign-in')
    await site.signIn.enter({ email: 'nobody@example.com', password: 'not-a-password' })
    await expect(site.signIn.problem).toBeVisible()
    await look(page, 'sign-in-wrong')
    await site.signIn.open({ mode: 'sign-up' })
    await look(page, 'sign-up')
    await site.signIn.enterAsNew({ ...newPerson(), email: 'robin@example' })
    await expect(page.getByText('Enter an e-mail address such as')).toBeVisible()
    await look(page, 'sign-up-wrong')
    await site.returned.open(randomUUID())
    await look(page, 'return-not-signed-in')
    await page.goto('/no-such-page')
    await look(page, 'not-found')
  })

  test('while saving', async ({ page, site, customer, line, database, watch }) => {
    watch.allow(/ERR_FAILED/)
    await site.wallet.open()
    await look(page, 'wallet-empty')
    await site.console.open()
    await look(page, 'wallet-forbidden')
    await page.clock.install()
    // The clock does not hold this one, and looking may take longer than the page is patient.
    await page.addInitScript(() => (AbortSignal.timeout = () => new AbortController().signal))
    await site.add.open()
    await look(page, 'add')
    await site.add.optIn.check()
    let release = () => {}
    const answer = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/api/setup-intents', async (route) => {
      await answer
      await route.continue()
    })
    await site.add.save()
    await expect(site.add.button).toBeDisabled()
    await page.clock.fastForward(5000)
    await expect(page.getByText('Still working…')).toBeVisible()
    await look(page, 'add-slow')
    release()
    await site.amazon.arrive()
    await look(page, 'amazon')
    await page.goBack()
    await expect(page.getByText('You came back from Amazon')).toBeVisible()
    await look(page, 'add-came-back')
    await page.route('**/endive/stripe.js', (route) => route.abort())
    await site.add.open()
    await site.add.save()
    // Five seconds are waited for a script whose failure came before anybody listened, and then it is loaded anew.
    await expect(site.add.problem).toBeVisible({ timeout: 25_000 })
    await look(page, 'add-failed')
    await page.unroute('**/endive/stripe.js')

    const [waiting] = (await triesOf(database, customer)).slice(-1)
    await site.returned.open(waiting?.id ?? '')
    await look(page, 'return-confirming')
    await expect(async () => {
      await page.clock.runFor(6000)
      await expect(site.returned.continueAtAmazon).toBeVisible({ timeout: 200 })
    }).toPass({ intervals: [100] })
    await look(page, 'return-confirming-longer')
    line.cut()
    await site.returned.open(waiting?.id ?? '')
    await look(page, 'return-unsure')
    line.mend()
    await site.wallet.open()
    await expect(site.wallet.waiting).toBeVisible()
    await look(page, 'wallet-waiting')
  })

  test('after saving', async ({ page, signedInSite: site }) => {
    await site.saveAmazonPay({ optIn: true })
    await look(page, 'return-saved')
    await site.wallet.open()
    await look(page, 'wallet-one')
    await site.wallet.readAgreement()
    await expect(site.mandate.document).toBeVisible()
    await look(page, 'mandate-ticked')
    await page.emulateMedia({ media: 'print' })
    await look(page, 'mandate-print')
    await page.emulateMedia({ media: 'screen' })

    await site.add.open()
    await site.add.sendWithoutScript()
    await look(page, 'add-server-rendered')
    await site.add.save()
    await site.amazon.approve()
    await site.returned.arrive()
    await site.wallet.open()
    await expect(site.wallet.methods).toHaveCount(2)
    await look(page, 'wallet-two')
    await page.getByRole('link', { name: 'See what you agreed to' }).last().click()
    await expect(page.getByText('left unticked')).toBeVisible()
    await look(page, 'mandate-unticked')
  })

  test('when saving has another end', async ({
    context,
    page,
    site,
    customer,
    database,
    sandbox,
    stripe,
    advanceClock,
  }) => {
    await site.add.open()
    const id = await site.add.sendWithoutScript()
    await site.returned.open(id)
    await look(page, 'return-not-started')
    await site.add.openTry(id)
    await site.add.save()
    await site.amazon.arrive()
    const amazon = page.url()
    await site.amazon.decline()
    await site.returned.arrive()
    await look(page, 'return-declined')
    await page.goto(amazon)
    await look(page, 'amazon-ended')
    await site.add.open()
    const canceled = await site.add.sendWithoutScript()
    for (const { id: intent } of await intentsOf(stripe, customer)) await stripe.setupIntents.cancel(intent)
    await site.returned.open(canceled)
    await expect(site.heading).toHaveText('This try was cancelled')
    await look(page, 'return-cancelled')

    await site.leaveForAmazon()
    const [second] = await triesOf(database, customer)
    await advanceClock(600)
    await site.returned.open(second?.id ?? '')
    await expect(site.heading).toHaveText('The approval window closed')
    await look(page, 'return-expired')

    await sandbox.dropWebhooks(true)
    const other = new Site(await context.newPage())
    await other.leaveForAmazon()
    await other.amazon.approveAndCloseTab()
    const [third] = await triesOf(database, customer)
    const [approved] = await intentsOf(stripe, customer)
    // Takes the approved method away again.
    await stripe.customers.del(String(approved?.customer))
    await site.returned.open(third?.id ?? '')
    await look(page, 'return-disconnected')
  })

  test('for the merchant', async ({ browser, page, site, stack, merchant, database }) => {
    const shopper = await browser.newContext()
    const person = await signUp(shopper, stack.origin, newPerson('Maximiliana Featherstonehaugh-Wolfeschlegelstein'))
    const theirs = new Site(await shopper.newPage())
    await theirs.saveAmazonPay({ optIn: true })
    await theirs.leaveForAmazon()
    await theirs.amazon.decline()
    await theirs.returned.arrive()
    await expect(theirs.heading).toHaveText('Amazon Pay wasn’t saved')
    expect(await triesOf(database, person)).toHaveLength(2)
    await shopper.close()

    await site.wallet.open()
    await expect(page.getByRole('banner')).toContainText(merchant.name)
    await look(page, 'console-forbidden')
    await site.console.search(person.email)
    await expect(site.console.failedSaves).toBeVisible()
    await look(page, 'console-found')
    await page.getByRole('link', { name: 'What was agreed' }).click()
    await expect(site.mandate.document).toBeVisible()
    await look(page, 'mandate-merchant')
    await site.console.open()
    await site.console.search('nobody-of-that-name')
    await look(page, 'console-nobody-found')
  })

  test('when something has changed or broken', async ({ page, signedInSite: site, database, watch }) => {
    watch.allow(/status of (409|500)|React error #441/)
    const words = await currentWords(database)
    await site.add.open()
    await publishWords(database, { ...words, text: `${words.text} You can end this at any time in your wallet.` })
    await site.add.save()
    await expect(site.add.problem).toBeVisible()
    await look(page, 'add-words-changed')
    await publishWords(database, words)

    await database.rows('alter table payment_methods rename to payment_methods_away')
    await site.wallet.open()
    await expect(site.heading).toHaveText('Something went wrong on our side')
    await look(page, 'error')
    await database.rows('alter table payment_methods_away rename to payment_methods')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(site.heading).toHaveText('Your wallet')
  })
})
