-- CreateEnum
CREATE TYPE "billing_interval" AS ENUM ('day', 'week', 'month', 'year');

-- CreateEnum
CREATE TYPE "subscription_status" AS ENUM ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled');

-- CreateEnum
CREATE TYPE "subscription_command" AS ENUM ('cancel_now', 'cancel_at_period_end', 'keep', 'method');

-- CreateEnum
CREATE TYPE "invoice_status" AS ENUM ('draft', 'open', 'paid', 'uncollectible', 'void');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "job_kind" ADD VALUE 'subscribe';
ALTER TYPE "job_kind" ADD VALUE 'change_subscription';

-- AlterTable
ALTER TABLE "products" ADD COLUMN     "interval" "billing_interval",
ADD COLUMN     "trial_days" INTEGER;

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "invoice_id" UUID;

-- AlterTable
ALTER TABLE "recoveries" ALTER COLUMN "payment_method_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "subscriptions" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "payment_method_id" UUID,
    "stripe_customer_id" TEXT,
    "stripe_customer_account_id" TEXT,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "interval" "billing_interval" NOT NULL,
    "trial_days" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 0,
    "stripe_subscription_id" TEXT,
    "status" "subscription_status",
    "create_key" TEXT NOT NULL,
    "trial_ends_at" TIMESTAMPTZ(3),
    "current_period_end" TIMESTAMPTZ(3),
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "canceled_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "asked" "subscription_command",
    "asked_method_id" UUID,
    "asked_try" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "next_sync_at" TIMESTAMPTZ(3),
    "sync_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "stripe_invoice_id" TEXT,
    "status" "invoice_status",
    "billing_reason" TEXT,
    "amount_due" INTEGER NOT NULL,
    "amount_paid" INTEGER NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "period_start" TIMESTAMPTZ(3),
    "period_end" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_stripe_subscription_id_key" ON "subscriptions"("stripe_subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_create_key_key" ON "subscriptions"("create_key");

-- CreateIndex
CREATE INDEX "subscriptions_customer_id_idx" ON "subscriptions"("customer_id");

-- CreateIndex
CREATE INDEX "subscriptions_payment_method_id_idx" ON "subscriptions"("payment_method_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_stripe_invoice_id_key" ON "invoices"("stripe_invoice_id");

-- CreateIndex
CREATE INDEX "invoices_subscription_id_idx" ON "invoices"("subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_invoice_id_key" ON "payments"("invoice_id");

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_payment_method_id_fkey" FOREIGN KEY ("payment_method_id") REFERENCES "payment_methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_asked_method_id_fkey" FOREIGN KEY ("asked_method_id") REFERENCES "payment_methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Two requests at once subscribe once.
CREATE UNIQUE INDEX "subscriptions_one_live" ON "subscriptions" ("customer_id", "product_id") WHERE "ended_at" IS NULL;
CREATE INDEX "subscriptions_due" ON "subscriptions" ("next_sync_at") WHERE "next_sync_at" IS NOT NULL;

ALTER TABLE "products"
  ADD CHECK ("trial_days" BETWEEN 1 AND 730),
  -- What is sold again and again is charged by Stripe, which holds nothing for it.
  ADD CONSTRAINT "products_plans" CHECK ("interval" IS NOT NULL AND "capture_method" = 'automatic' OR "interval" IS NULL AND "trial_days" IS NULL);
ALTER TABLE "subscriptions"
  ADD CHECK ("amount" BETWEEN 1 AND 99999999), ADD CHECK ("currency" ~ '^[a-z]{3}$'), ADD CHECK ("trial_days" BETWEEN 1 AND 730),
  ADD CHECK ("asked_try" >= 0),
  ADD CONSTRAINT "subscriptions_one_customer" CHECK (num_nonnulls("stripe_customer_id", "stripe_customer_account_id") = 1),
  ADD CONSTRAINT "subscriptions_answered" CHECK ("status" IS NULL OR "stripe_subscription_id" IS NOT NULL),
  -- Over is what Stripe says is over, and what it would not make.
  ADD CONSTRAINT "subscriptions_ended" CHECK (
    "status" IS NULL OR ("ended_at" IS NOT NULL) = ("status" IN ('canceled', 'incomplete_expired'))
  ),
  ADD CONSTRAINT "subscriptions_live_swept" CHECK ("ended_at" IS NOT NULL OR "next_sync_at" IS NOT NULL),
  ADD CONSTRAINT "subscriptions_asked_method" CHECK (("asked" IS NOT DISTINCT FROM 'method') = ("asked_method_id" IS NOT NULL)),
  -- A trial is begun with a saved method.
  ADD CONSTRAINT "subscriptions_trial_with_method" CHECK ("trial_days" IS NULL OR "status" IS NOT NULL OR "payment_method_id" IS NOT NULL);
ALTER TABLE "invoices"
  ADD CHECK ("amount_due" >= 0), ADD CHECK ("amount_paid" >= 0), ADD CHECK ("currency" ~ '^[a-z]{3}$'),
  ADD CONSTRAINT "invoices_answered" CHECK (num_nonnulls("stripe_invoice_id", "status", "period_start", "period_end") IN (0, 4)),
  ADD CONSTRAINT "invoices_paid_when" CHECK (("status" = 'paid') IS TRUE = ("paid_at" IS NOT NULL));

-- The merchant charges a saved method; what Stripe charges for a subscription may have lost its own.
ALTER TABLE "payments" DROP CONSTRAINT "payments_check9";
ALTER TABLE "payments"
  ADD CONSTRAINT "payments_charged_with" CHECK (NOT "off_session" OR "payment_method_id" IS NOT NULL OR "invoice_id" IS NOT NULL);
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_try_with" CHECK (
  "payment_method_id" IS NOT NULL OR ("next_try_at" IS NULL AND NOT "is_trying")
);

CREATE TRIGGER subscriptions_stay BEFORE DELETE ON "subscriptions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoices_stay BEFORE DELETE ON "invoices" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_to_rewrite_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.customer_id, NEW.product_id, NEW.stripe_customer_id, NEW.stripe_customer_account_id, NEW.amount, NEW.currency,
      NEW.interval, NEW.trial_days, NEW.livemode, NEW.stripe_account_id, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.customer_id, OLD.product_id, OLD.stripe_customer_id, OLD.stripe_customer_account_id, OLD.amount, OLD.currency,
      OLD.interval, OLD.trial_days, OLD.livemode, OLD.stripe_account_id, OLD.created_at)
     OR (OLD.stripe_subscription_id IS NOT NULL AND NEW.stripe_subscription_id IS DISTINCT FROM OLD.stripe_subscription_id)
     OR (OLD.ended_at IS NOT NULL AND (NEW.status, NEW.ended_at) IS DISTINCT FROM (OLD.status, OLD.ended_at)) THEN
    RAISE EXCEPTION 'A subscription''s terms and its end are never rewritten (subscription %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subscriptions_keep_their_terms BEFORE UPDATE ON "subscriptions"
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_subscription();

CREATE FUNCTION refuse_to_rewrite_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.subscription_id, NEW.currency) IS DISTINCT FROM (OLD.id, OLD.subscription_id, OLD.currency)
     OR (OLD.stripe_invoice_id IS NOT NULL AND NEW.stripe_invoice_id IS DISTINCT FROM OLD.stripe_invoice_id)
     OR (OLD.status IN ('paid', 'void') AND NEW.status IS DISTINCT FROM OLD.status) THEN
    RAISE EXCEPTION 'What an invoice is about and its end are never rewritten (invoice %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_keep_their_end BEFORE UPDATE ON "invoices" FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_invoice();

-- The same rules for a payment, and that it stays its invoice's.
CREATE OR REPLACE FUNCTION refuse_to_rewrite_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.order_id, NEW.customer_id, NEW.invoice_id, NEW.stripe_customer_id, NEW.amount, NEW.currency, NEW.capture_method,
      NEW.statement_descriptor, NEW.livemode, NEW.stripe_account_id, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.order_id, OLD.customer_id, OLD.invoice_id, OLD.stripe_customer_id, OLD.amount, OLD.currency, OLD.capture_method,
      OLD.statement_descriptor, OLD.livemode, OLD.stripe_account_id, OLD.created_at)
     OR (NEW.off_session <> OLD.off_session AND (NEW.off_session OR OLD.failure IS NULL))
     OR (OLD.off_session AND NEW.payment_method_id IS DISTINCT FROM OLD.payment_method_id)
     OR (OLD.stripe_payment_intent_id IS NOT NULL AND NEW.stripe_payment_intent_id IS DISTINCT FROM OLD.stripe_payment_intent_id)
     OR (OLD.status IN ('succeeded', 'canceled') AND (NEW.status, NEW.stripe_charge_id, NEW.paid_at, NEW.amount_received)
         IS DISTINCT FROM (OLD.status, OLD.stripe_charge_id, OLD.paid_at, OLD.amount_received))
     OR (OLD.fee IS NOT NULL AND NEW.fee IS DISTINCT FROM OLD.fee) THEN
    RAISE EXCEPTION 'A payment''s terms and its end are never rewritten (payment %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
