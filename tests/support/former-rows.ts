// What all permissions have in common.
const WORDS = `'off_session', 'You allow it.', 'Charge me later.', 'Rocket Rides', 'Sam', 'sam@example.com', '2026-01-01', 1, 'hash',
  'en', now(), 'unverified'`

/**
 * What a shop has that has saved Amazon Pay and charged it while the customer was away, as rows of the time before there
 * was a checkout: methods, permissions and payments in each of their states. Ids end in what they stand for.
 */
export const FORMER_ROWS = `
INSERT INTO users (id, name, email, updated_at) VALUES (${id('01')}, 'Sam', 'sam@example.com', now());
INSERT INTO customers (id, user_id, stripe_customer_id, livemode, stripe_account_id)
VALUES (${id('02')}, ${id('01')}, 'cus_1', false, 'acct_1');

INSERT INTO mandate_notices (id, locale, version, text, opt_in_text, merchant, terms_version, hash)
VALUES (${id('03')}, 'en', 1, 'You allow it.', 'Charge me later.', 'Rocket Rides', '2026-01-01', 'hash');
INSERT INTO setups (id, customer_id, usage, stripe_setup_intent_id, status, create_key, livemode, stripe_account_id, failed,
  failed_at, next_sync_at, created_at, updated_at)
VALUES
  (${id('11')}, ${id('02')}, 'off_session', 'seti_1', 'succeeded', 'create:1', false, 'acct_1', false, NULL, NULL, now(), now()),
  (${id('12')}, ${id('02')}, 'on_session', 'seti_2', 'succeeded', 'create:2', false, 'acct_1', false, NULL, NULL, now(), now()),
  (${id('13')}, ${id('02')}, 'off_session', 'seti_3', 'requires_action', 'create:3', false, 'acct_1', false, NULL, now(), now(), now()),
  (${id('14')}, ${id('02')}, 'off_session', 'seti_4', 'canceled', 'create:4', false, 'acct_1', true, now(), NULL, now(), now());
INSERT INTO payment_methods (id, customer_id, stripe_payment_method_id, livemode, stripe_account_id, is_default, created_at, status,
  detach_reason, detached_at)
VALUES
  (${id('21')}, ${id('02')}, 'pm_1', false, 'acct_1', true, now(), 'active', NULL, NULL),
  (${id('22')}, ${id('02')}, 'pm_2', false, 'acct_1', false, now(), 'detached', 'customer', now()),
  (${id('23')}, ${id('02')}, 'pm_3', false, 'acct_1', false, now(), 'removing', 'revoked', NULL);
INSERT INTO mandates (id, customer_id, setup_id, notice_id, payment_method_id, status, usage, accepted_text, opt_in_text, merchant,
  customer_name, customer_email, terms_version, notice_version, notice_hash, locale, accepted_at, ip_source, activated_at, ended_at)
VALUES
  (${id('31')}, ${id('02')}, ${id('11')}, ${id('03')}, ${id('21')}, 'active', ${WORDS}, now(), NULL),
  (${id('32')}, ${id('02')}, ${id('12')}, ${id('03')}, ${id('22')}, 'inactive', ${WORDS}, now(), now()),
  (${id('33')}, ${id('02')}, ${id('13')}, ${id('03')}, NULL, 'pending', ${WORDS}, NULL, NULL);

INSERT INTO orders (id, customer_id, amount, currency, created_at)
SELECT ('00000000-0000-7000-8000-0000000000' || number)::uuid, ${id('02')}, 1200, 'usd', now() FROM generate_series(41, 47) AS number;
INSERT INTO order_items (id, order_id, position, description, unit_amount)
SELECT gen_random_uuid(), id, 1, 'Ride', 1200 FROM orders;
INSERT INTO payments (id, order_id, customer_id, payment_method_id, stripe_customer_id, amount, currency, livemode, stripe_account_id,
  create_key, confirm_key, created_at, updated_at,
  stripe_payment_intent_id, status, failure, failed_at, error_code, stripe_charge_id, paid_at, fee, fee_currency, next_sync_at)
VALUES
  (${payment('41')}, 'pi_1', 'succeeded', NULL, NULL, NULL, 'py_1', now(), 65, 'usd', NULL),
  (${payment('42')}, 'pi_2', 'succeeded', NULL, NULL, NULL, 'py_2', now(), NULL, NULL, now()),
  (${payment('43')}, 'pi_3', 'requires_payment_method', 'declined', now(), 'card_declined', NULL, NULL, NULL, NULL, NULL),
  (${payment('44')}, 'pi_4', 'processing', NULL, NULL, NULL, NULL, NULL, NULL, NULL, now()),
  (${payment('45')}, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, now()),
  (${payment('46')}, NULL, 'canceled', 'refused', now(), NULL, NULL, NULL, NULL, NULL, NULL),
  (${payment('47')}, 'pi_7', 'requires_action', NULL, NULL, NULL, NULL, NULL, NULL, NULL, now());

INSERT INTO ledger_transactions (id, source, payment_id, occurred_at) VALUES (${id('51')}, 'charge:py_1', ${id('41')}, now());
INSERT INTO ledger_entries (id, transaction_id, account, currency, amount) VALUES
  (${id('52')}, ${id('51')}, 'stripe_clearing', 'usd', 1135), (${id('53')}, ${id('51')}, 'fees', 'usd', 65),
  (${id('54')}, ${id('51')}, 'revenue', 'usd', -1200);
INSERT INTO jobs (id, kind, subject_id) VALUES (${id('61')}, 'charge', ${id('45')}), (${id('62')}, 'detach', ${id('23')});
INSERT INTO audit_entries (id, action, subject) VALUES (${id('71')}, 'payment.paid', 'payment:1');
`

/** Payments that had succeeded: the fee of the second one was not known yet. */
export const FORMERLY_PAID = ['41', '42'].map(uuid)

/** The one that Stripe was processing. */
export const FORMERLY_PROCESSING = uuid('44')

/** Tables that have had rows at the time. */
export const FORMER_TABLES = [
  'users',
  'customers',
  'mandate_notices',
  'setups',
  'payment_methods',
  'mandates',
  'orders',
  'order_items',
  'payments',
  'ledger_transactions',
  'ledger_entries',
  'jobs',
  'audit_entries',
]

function uuid(name: string): string {
  return `00000000-0000-7000-8000-0000000000${name}`
}

function id(name: string): string {
  return `'${uuid(name)}'`
}

function payment(name: string): string {
  const keys = `'create:${name}:1', 'confirm:${name}:1'`
  return `${id(name)}, ${id(name)}, ${id('02')}, ${id('21')}, 'cus_1', 1200, 'usd', false, 'acct_1', ${keys}, now(), now()`
}
