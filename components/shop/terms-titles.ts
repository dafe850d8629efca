/** The sections of the terms in their order; the keys are the addresses that other pages and mails link to. */
export const termsTitles = {
  permission: 'Your permission to start payments',
  frequency: 'How often and when we charge',
  amount: 'How the amount is decided',
  cancellation: 'Cancelling and withdrawing your permission',
  returns: 'Returns and refunds',
  contact: 'Reaching us',
}
