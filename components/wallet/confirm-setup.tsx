'use client'

import { Link } from '@/components/ui/link'
import type { Started } from '@/lib/browser/save-amazon-pay'
import { SaveButton } from './save-button'
import { useSaveAmazonPay } from './use-save-amazon-pay'

/** The button of the server-rendered flow: the try and its secret came with the page, so nothing has to be asked for. */
export function ConfirmSetup({ publishableKey, started }: { publishableKey: string; started: Started }) {
  const { progress, save } = useSaveAmazonPay({ publishableKey, begin: () => Promise.resolve(started) })
  return (
    <form onSubmit={save}>
      <SaveButton
        {...progress}
        withoutScript={
          <Link href="/wallet/add" className="text-link">
            Go on without JavaScript
          </Link>
        }
      />
    </form>
  )
}
