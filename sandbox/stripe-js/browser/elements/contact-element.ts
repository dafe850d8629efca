import type { ContactOptions, FromFrame } from '../../channel'
import { FrameElement, type Owner } from './frame-element'
import { requireObject, warnAbout } from './options'

export type ContactType = 'contactDetails' | 'linkAuthentication'

/** docs.stripe.com/js/element/link_authentication_element, the part in the shop's page: it knows the address typed. */
export class ContactElement extends FrameElement<ContactOptions> {
  /** Undefined until it is a whole address. */
  email: string | undefined

  constructor(type: ContactType, owner: Owner, options: ContactOptions) {
    super(owner, { type, check: checkContactOptions, options })
  }

  override unmount(): void {
    super.unmount()
    this.email = undefined
  }

  protected override hear(told: Extract<FromFrame, { type: 'event' }>): void {
    if (told.name === 'change') {
      // The frame's own account of what is typed.
      const { complete, value } = told.about as { complete: boolean; value: { email: string } }
      this.email = complete ? value.email : undefined
    }
    super.hear(told)
  }
}

function checkContactOptions(caller: string, options: ContactOptions): void {
  requireObject({ caller, name: 'options' }, options)
  requireObject({ caller, name: 'defaultValues' }, options.defaultValues)
  warnAbout(caller, options, { known: ['defaultValues'], ignored: [] })
}
