'use client'

import { Link } from '@/components/ui/link'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ApiProblem } from '@/lib/browser/api'
import { startSetup } from '@/lib/browser/save-amazon-pay'
import { MandateNotice, type Notice } from './mandate-notice'
import { SaveButton } from './save-button'
import { useSaveAmazonPay } from './use-save-amazon-pay'

type Props = {
  notice: Notice
  merchant: string
  publishableKey: string
  /** Made by the server for this rendering: pressing twice is one try. */
  attemptKey: string
}

/**
 * Notice, opt-in and button of the single-page flow. Before its script has loaded the same form is sent by the browser and
 * goes on with a secret rendered by the server. Where no script can run, its button has our server confirm.
 */
export function SaveAmazonPay({ notice, merchant, publishableKey, attemptKey }: Props) {
  const begin = useAttempts(notice.id, attemptKey)
  const { progress, save } = useSaveAmazonPay({ publishableKey, begin })
  return (
    <form action="/api/setup-intents" method="post" onSubmit={save} className="grid gap-6">
      <input type="hidden" name="noticeId" value={notice.id} />
      <input type="hidden" name="agreed" value="true" />
      <input type="hidden" name="attemptKey" value={attemptKey} />
      <input type="hidden" name="render" value="server" />
      <Checkbox
        name="usage"
        value="off_session"
        hint="Optional. Leave it unticked and Amazon Pay is only ever used while you’re here."
      >
        {notice.optInText}
      </Checkbox>
      <MandateNotice text={notice.text} merchant={merchant} />
      <SaveButton
        {...progress}
        withoutScript={
          // Our server confirms, and the answer is a page that goes on to Amazon.
          <Button type="submit" name="confirm" value="server" size="large" block>
            Save Amazon Pay
          </Button>
        }
      />
      <p className="text-sm text-muted">
        Changed your mind?{' '}
        <Link href="/wallet" className="text-link">
          Back to your wallet
        </Link>
      </p>
    </form>
  )
}

/** Asks the server for a try. An unknown outcome is repeated under the same key; after a definite one the next is new. */
function useAttempts(noticeId: string, attemptKey: string) {
  const attempt = useRef(1)
  return async (form: FormData) => {
    const usage = form.get('usage') === 'off_session' ? 'off_session' : 'on_session'
    try {
      const started = await startSetup({ noticeId, usage, agreed: true }, `${attemptKey}.${usage}.${attempt.current}`)
      attempt.current += 1
      return started
    } catch (error) {
      if (error instanceof ApiProblem) attempt.current += 1
      throw error
    }
  }
}
