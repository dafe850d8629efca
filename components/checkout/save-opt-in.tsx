import { Checkbox } from '@/components/ui/checkbox'
import { MandateNotice, type Notice } from '@/components/wallet/mandate-notice'
import type { SaveChoice } from './use-save-choice'

type Props = { notice: Notice; merchant: string; choice: SaveChoice; isLocked: boolean }

/** Saving while paying: what is agreed to, and under it the opt-in. Its fields travel with a plain form as well. */
export function SaveOptIn({ notice, merchant, choice, isLocked }: Props) {
  const { saves, isChanging, note, change } = choice
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 font-semibold">Save Amazon Pay for next time (optional)</legend>
      <p className="text-sm text-muted">This applies only if you tick the box:</p>
      <MandateNotice text={notice.text} merchant={merchant} />
      <input type="hidden" name="noticeId" value={notice.id} />
      <Checkbox
        name="save"
        value="true"
        checked={saves}
        // Not disabled meanwhile: a disabled box would be missing from the form that is just being sent.
        onChange={({ target }) => isLocked || void change(target.checked)}
        aria-busy={isChanging || undefined}
        hint="Leave it unticked and nothing is saved: you pay this once."
      >
        Save Amazon Pay. {notice.optInText}
      </Checkbox>
      <p role="status" className="text-sm font-medium empty:hidden">
        {note}
      </p>
    </fieldset>
  )
}
