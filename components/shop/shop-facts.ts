/**
 * What the demo shop promises its customers in more than one place. A shop of your own replaces these together with its
 * terms; the addresses end in .example, which nobody can own (RFC 2606).
 */
export const shopFacts = {
  supportEmail: 'help@rocket-rides.example',
  /** Days after a payment in which the shop takes a purchase back without asking why. */
  returnDays: 30,
  /** Working days until somebody answers. */
  answerDays: 2,
}
