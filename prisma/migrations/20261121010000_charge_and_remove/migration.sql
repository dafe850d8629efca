-- CreateEnum
CREATE TYPE "payment_method_status" AS ENUM ('active', 'removing', 'detached');

-- CreateEnum
CREATE TYPE "detach_reason" AS ENUM ('customer', 'revoked', 'detached', 'customer_deleted');

-- CreateEnum
CREATE TYPE "payment_intent_status" AS ENUM ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled');

-- CreateEnum
CREATE TYPE "payment_failure" AS ENUM ('declined', 'refused');

-- CreateEnum
CREATE TYPE "ledger_account" AS ENUM ('stripe_clearing', 'revenue', 'fees');

-- CreateEnum
CREATE TYPE "job_kind" AS ENUM ('charge', 'detach', 'sync_method');

-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN     "detail" TEXT;

-- AlterTable
ALTER TABLE "mandates" ADD COLUMN     "ended_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "payment_methods" ADD COLUMN     "detach_reason" "detach_reason",
ADD COLUMN     "detached_at" TIMESTAMPTZ(3),
ADD COLUMN     "funding_brand" TEXT,
ADD COLUMN     "funding_last4" TEXT,
ADD COLUMN     "last_paid_at" TIMESTAMPTZ(3),
ADD COLUMN     "status" "payment_method_status" NOT NULL DEFAULT 'active';

-- CreateTable
CREATE TABLE "orders" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_items" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "unit_amount" INTEGER NOT NULL,

    CONSTRAINT "order_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payments" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "payment_method_id" UUID NOT NULL,
    "stripe_customer_id" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "statement_descriptor" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "stripe_payment_intent_id" TEXT,
    "status" "payment_intent_status",
    "create_key" TEXT NOT NULL,
    "confirm_key" TEXT NOT NULL,
    "failure" "payment_failure",
    "failed_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "stripe_charge_id" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "funding_brand" TEXT,
    "funding_last4" TEXT,
    "fee" INTEGER,
    "fee_currency" CHAR(3),
    "livemode" BOOLEAN NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "next_sync_at" TIMESTAMPTZ(3),
    "sync_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "payment_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "account" "ledger_account" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" UUID NOT NULL,
    "kind" "job_kind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "orders_customer_id_created_at_idx" ON "orders"("customer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_items_order_id_position_key" ON "order_items"("order_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "payments_stripe_payment_intent_id_key" ON "payments"("stripe_payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_create_key_key" ON "payments"("create_key");

-- CreateIndex
CREATE UNIQUE INDEX "payments_confirm_key_key" ON "payments"("confirm_key");

-- CreateIndex
CREATE UNIQUE INDEX "payments_stripe_charge_id_key" ON "payments"("stripe_charge_id");

-- CreateIndex
CREATE INDEX "payments_order_id_idx" ON "payments"("order_id");

-- CreateIndex
CREATE INDEX "payments_customer_id_idx" ON "payments"("customer_id");

-- CreateIndex
CREATE INDEX "payments_payment_method_id_idx" ON "payments"("payment_method_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_source_key" ON "ledger_transactions"("source");

-- CreateIndex
CREATE INDEX "ledger_transactions_payment_id_idx" ON "ledger_transactions"("payment_id");

-- CreateIndex
CREATE INDEX "ledger_entries_transaction_id_idx" ON "ledger_entries"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entries_account_currency_idx" ON "ledger_entries"("account", "currency");

-- CreateIndex
CREATE INDEX "stripe_events_object_id_idx" ON "stripe_events"("object_id");

-- CreateIndex
CREATE INDEX "jobs_subject_id_idx" ON "jobs"("subject_id");

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_payment_method_id_fkey" FOREIGN KEY ("payment_method_id") REFERENCES "payment_methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma has no syntax for.

-- Until now only the mandate said that a method had ended. What became of such a method is read from Stripe.
UPDATE "mandates" SET "ended_at" = now() WHERE "status" = 'inactive';
INSERT INTO "jobs" ("id", "kind", "subject_id")
SELECT gen_random_uuid(), 'sync_method', "id" FROM "payment_methods" WHERE NOT EXISTS (
  SELECT 1 FROM "mandates" WHERE "payment_method_id" = "payment_methods"."id" AND "status" = 'active'
);

-- One live payment per order: not yet answered, declined and succeeded are all live.
CREATE UNIQUE INDEX "payments_one_live" ON "payments" ("order_id") WHERE "status" IS DISTINCT FROM 'canceled';

-- Sweep and worker look only at rows that are due; the console looks for those that were given up.
CREATE INDEX "payments_due" ON "payments" ("next_sync_at") WHERE "next_sync_at" IS NOT NULL;
CREATE INDEX "jobs_due" ON "jobs" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "stripe_events_given_up" ON "stripe_events" ("received_at") WHERE "due_at" IS NULL AND "handled_at" IS NULL;
CREATE INDEX "jobs_given_up" ON "jobs" ("created_at") WHERE "due_at" IS NULL AND "done_at" IS NULL;

-- Stripe takes no more than eight digits (https://docs.stripe.com/api/payment_intents/create).
ALTER TABLE "orders" ADD CHECK ("amount" BETWEEN 1 AND 99999999), ADD CHECK ("currency" ~ '^[a-z]{3}$');
ALTER TABLE "order_items"
  ADD CHECK ("position" > 0), ADD CHECK ("quantity" > 0), ADD CHECK ("unit_amount" >= 0), ADD CHECK (char_length("description") > 0);
ALTER TABLE "payments"
  ADD CHECK ("amount" BETWEEN 1 AND 99999999), ADD CHECK ("currency" ~ '^[a-z]{3}$'), ADD CHECK ("fee" >= 0),
  ADD CHECK (("fee" IS NULL) = ("fee_currency" IS NULL)), ADD CHECK (("failure" IS NULL) = ("failed_at" IS NULL)),
  ADD CHECK ("status" IS DISTINCT FROM 'succeeded' OR ("failure" IS NULL AND "stripe_charge_id" IS NOT NULL AND "paid_at" IS NOT NULL)),
  -- Whatever can still change by itself is swept: anything but a failure, an end, and a payment whose fee is known.
  ADD CHECK (
    ("failure" IS NOT NULL OR ("status" = 'canceled') IS TRUE OR ("status" = 'succeeded' AND "fee" IS NOT NULL) IS TRUE)
    = ("next_sync_at" IS NULL)
  );
ALTER TABLE "payment_methods"
  ADD CHECK (("status" = 'active') = ("detach_reason" IS NULL)), ADD CHECK (("status" = 'detached') = ("detached_at" IS NOT NULL)),
  ADD CHECK ("status" = 'active' OR NOT "is_default");
ALTER TABLE "mandates" ADD CHECK (("status" = 'inactive') = ("ended_at" IS NOT NULL));
ALTER TABLE "jobs" ADD CHECK ("done_at" IS NULL OR "due_at" IS NULL);
ALTER TABLE "ledger_entries" ADD CHECK ("amount" <> 0), ADD CHECK ("currency" ~ '^[a-z]{3}$');

-- What was agreed to be paid stays, what Stripe named stays, and an end is an end.
CREATE FUNCTION refuse_to_rewrite_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.order_id, NEW.customer_id, NEW.payment_method_id, NEW.stripe_customer_id, NEW.amount, NEW.currency,
      NEW.statement_descriptor, NEW.livemode, NEW.stripe_account_id, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.order_id, OLD.customer_id, OLD.payment_method_id, OLD.stripe_customer_id, OLD.amount, OLD.currency,
      OLD.statement_descriptor, OLD.livemode, OLD.stripe_account_id, OLD.created_at)
     OR (OLD.stripe_payment_intent_id IS NOT NULL AND NEW.stripe_payment_intent_id IS DISTINCT FROM OLD.stripe_payment_intent_id)
     OR (OLD.status IN ('succeeded', 'canceled') AND (NEW.status, NEW.stripe_charge_id, NEW.paid_at) IS DISTINCT FROM (OLD.status, OLD.stripe_charge_id, OLD.paid_at))
     OR (OLD.fee IS NOT NULL AND NEW.fee IS DISTINCT FROM OLD.fee) THEN
    RAISE EXCEPTION 'A payment''s terms and its end are never rewritten (payment %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_keep_their_terms BEFORE UPDATE ON "payments" FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_payment();
CREATE TRIGGER payments_stay BEFORE DELETE ON "payments" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Double entry, checked when the transaction that writes it commits.
CREATE FUNCTION require_balanced_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- An entry names its transaction; a transaction is named by its own id.
  written uuid := coalesce(to_jsonb(NEW) ->> 'transaction_id', to_jsonb(NEW) ->> 'id');
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "ledger_entries" WHERE "transaction_id" = written)
     OR EXISTS (SELECT 1 FROM "ledger_entries" WHERE "transaction_id" = written GROUP BY "currency" HAVING sum("amount") <> 0) THEN
    RAISE EXCEPTION 'Ledger transaction % does not add up to zero.', written;
  END IF;
  -- Nothing is added to a movement later: all of it was written by one and the same database transaction.
  IF EXISTS (
    SELECT 1 FROM "ledger_entries" e JOIN "ledger_transactions" t ON t."id" = e."transaction_id"
    WHERE t."id" = written AND e.xmin <> t.xmin
  ) THEN
    RAISE EXCEPTION 'Ledger transaction % was written before.', written;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transactions_balance AFTER INSERT ON "ledger_transactions"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced_ledger();
CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON "ledger_entries"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced_ledger();
CREATE TRIGGER ledger_transactions_stay BEFORE UPDATE OR DELETE ON "ledger_transactions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transactions_are_kept BEFORE TRUNCATE ON "ledger_transactions" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_are_kept BEFORE TRUNCATE ON "ledger_entries" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER orders_stay BEFORE UPDATE OR DELETE ON "orders" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_items_stay BEFORE UPDATE OR DELETE ON "order_items" FOR EACH ROW EXECUTE FUNCTION refuse_change();
