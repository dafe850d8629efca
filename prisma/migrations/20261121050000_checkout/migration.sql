/*
  Warnings:

  - A unique constraint covering the columns `[guest_token_hash]` on the table `customers` will be added. If there are existing duplicate values, this will fail.
  - A unique constraint covering the columns `[confirm_key]` on the table `setups` will be added. If there are existing duplicate values, this will fail.

*/
-- CreateEnum
CREATE TYPE "capture_method" AS ENUM ('automatic', 'manual');

-- CreateEnum
CREATE TYPE "payment_command" AS ENUM ('capture', 'cancel');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('pending', 'requires_action', 'succeeded', 'failed', 'canceled');

-- CreateEnum
CREATE TYPE "refund_reason" AS ENUM ('duplicate', 'fraudulent', 'requested_by_customer');

-- CreateEnum
CREATE TYPE "notification_kind" AS ENUM ('receipt', 'hold_placed', 'hold_released', 'refund_made', 'refund_failed', 'hold_ending', 'dispute_opened');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "job_kind" ADD VALUE 'confirm';
ALTER TYPE "job_kind" ADD VALUE 'capture';
ALTER TYPE "job_kind" ADD VALUE 'cancel';
ALTER TYPE "job_kind" ADD VALUE 'refund';
ALTER TYPE "job_kind" ADD VALUE 'notify';
ALTER TYPE "job_kind" ADD VALUE 'fulfil';
ALTER TYPE "job_kind" ADD VALUE 'adopt_method';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ledger_account" ADD VALUE 'refunds';
ALTER TYPE "ledger_account" ADD VALUE 'disputes';

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "guest_token_hash" TEXT,
ALTER COLUMN "user_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "mandates" ADD COLUMN     "payment_id" UUID,
ALTER COLUMN "setup_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "order_items" ADD COLUMN     "product_id" UUID;

-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "capture_method" "capture_method" NOT NULL DEFAULT 'automatic',
ADD COLUMN     "email" TEXT;

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "amount_received" INTEGER,
ADD COLUMN     "amount_refunded" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "asked" "payment_command",
ADD COLUMN     "asked_amount" INTEGER,
ADD COLUMN     "asked_try" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "authorized_at" TIMESTAMPTZ(3),
ADD COLUMN     "cancellation_reason" TEXT,
ADD COLUMN     "capture_before" TIMESTAMPTZ(3),
ADD COLUMN     "confirm_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "capture_method" "capture_method" NOT NULL DEFAULT 'automatic',
ADD COLUMN     "method_type" TEXT,
ADD COLUMN     "off_session" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "redirect_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "reminded_at" TIMESTAMPTZ(3),
ALTER COLUMN "payment_method_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "setups" ADD COLUMN     "confirm_key" TEXT;

-- CreateTable
CREATE TABLE "products" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "unit_amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "capture_method" "capture_method" NOT NULL DEFAULT 'automatic',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fulfilments" (
    "order_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fulfilments_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "reason" "refund_reason",
    "version" INTEGER NOT NULL DEFAULT 0,
    "stripe_refund_id" TEXT,
    "status" "refund_status",
    "create_key" TEXT NOT NULL,
    "failure_reason" TEXT,
    "made_here" BOOLEAN NOT NULL,
    "next_sync_at" TIMESTAMPTZ(3),
    "sync_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disputes" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "stripe_dispute_id" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "kind" TEXT,
    "evidence_due_by" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "next_sync_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "kind" "notification_kind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "title" TEXT,
    "text" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "products_slug_key" ON "products"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_stripe_refund_id_key" ON "refunds"("stripe_refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_create_key_key" ON "refunds"("create_key");

-- CreateIndex
CREATE INDEX "refunds_payment_id_idx" ON "refunds"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "disputes_stripe_dispute_id_key" ON "disputes"("stripe_dispute_id");

-- CreateIndex
CREATE INDEX "disputes_payment_id_idx" ON "disputes"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_kind_subject_id_recipient_key" ON "notifications"("kind", "subject_id", "recipient");

-- CreateIndex
CREATE UNIQUE INDEX "customers_guest_token_hash_key" ON "customers"("guest_token_hash");

-- CreateIndex
CREATE INDEX "mandates_payment_id_idx" ON "mandates"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "setups_confirm_key_key" ON "setups"("confirm_key");

-- AddForeignKey
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fulfilments" ADD CONSTRAINT "fulfilments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Somebody who buys is known by an account or by a guest's cookie; one who signs up later may have both.
ALTER TABLE "customers" ADD CHECK ("user_id" IS NOT NULL OR "guest_token_hash" IS NOT NULL);

-- A permission is given by saving or while paying, and once per payment unless it is withdrawn.
ALTER TABLE "mandates" ADD CHECK (("setup_id" IS NULL) <> ("payment_id" IS NULL));
CREATE UNIQUE INDEX "mandates_one_per_payment" ON "mandates" ("payment_id") WHERE "status" <> 'inactive';
-- One that is withdrawn before it was ever in force has no activation.
ALTER TABLE "mandates" DROP CONSTRAINT "mandates_check1";
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_in_force_since" CHECK ("status" <> 'active' OR "activated_at" IS NOT NULL);

ALTER TABLE "products"
  ADD CHECK ("unit_amount" BETWEEN 1 AND 99999999), ADD CHECK ("currency" ~ '^[a-z]{3}$'), ADD CHECK ("slug" ~ '^[a-z0-9-]+$'),
  ADD CHECK (char_length("name") > 0);

-- Until now everything was charged at once, in full, with Amazon Pay.
UPDATE "payments" SET "amount_received" = "amount", "method_type" = 'amazon_pay' WHERE "status" = 'succeeded';
ALTER TABLE "payments" DROP CONSTRAINT "payments_check3";
ALTER TABLE "payments"
  ADD CHECK ("status" IS DISTINCT FROM 'succeeded' OR "amount_received" IS NOT NULL),
  ADD CHECK ("amount_received" BETWEEN 1 AND "amount"),
  ADD CHECK ("amount_refunded" BETWEEN 0 AND coalesce("amount_received", 0)),
  ADD CHECK (("asked" IS NOT DISTINCT FROM 'capture') = ("asked_amount" IS NOT NULL)),
  ADD CHECK ("asked_amount" BETWEEN 1 AND "amount"), ADD CHECK ("asked_try" >= 0),
  ADD CHECK (("authorized_at" IS NULL) = ("capture_before" IS NULL)),
  -- The merchant charges a saved method.
  ADD CHECK (NOT "off_session" OR "payment_method_id" IS NOT NULL),
  -- What has ended is not swept any more.
  ADD CONSTRAINT "payments_ended_unswept" CHECK (
    NOT (("status" = 'canceled') IS TRUE OR ("status" = 'succeeded' AND "fee" IS NOT NULL) IS TRUE) OR "next_sync_at" IS NULL
  ),
  -- What changes by itself is swept. A customer's own payment may also wait for the customer, for as long as that takes.
  ADD CONSTRAINT "payments_moving_swept" CHECK (
    "next_sync_at" IS NOT NULL OR "failure" IS NOT NULL
    OR ("status" = 'canceled') IS TRUE OR ("status" = 'succeeded' AND "fee" IS NOT NULL) IS TRUE
    OR (NOT "off_session" AND ("status" IS NULL OR "status" IN ('requires_payment_method', 'requires_confirmation')))
  ),
  ADD CONSTRAINT "payments_failed_unswept" CHECK (NOT "off_session" OR "failure" IS NULL OR "next_sync_at" IS NULL);

CREATE INDEX "refunds_due" ON "refunds" ("next_sync_at") WHERE "next_sync_at" IS NOT NULL;
CREATE INDEX "disputes_due" ON "disputes" ("next_sync_at") WHERE "next_sync_at" IS NOT NULL;
CREATE INDEX "payments_held" ON "payments" ("capture_before") WHERE "status" = 'requires_capture';
ALTER TABLE "refunds"
  ADD CHECK ("amount" > 0), ADD CHECK ("made_here" OR "stripe_refund_id" IS NOT NULL),
  ADD CHECK ("status" IN ('failed', 'canceled') OR "status" IS NULL OR "stripe_refund_id" IS NOT NULL);
ALTER TABLE "disputes" ADD CHECK ("amount" > 0), ADD CHECK ("currency" ~ '^[a-z]{3}$');
ALTER TABLE "notifications" ADD CHECK (("sent_at" IS NULL) OR ("title" IS NOT NULL AND "text" IS NOT NULL));

-- The same rules for the new columns: what was agreed to be paid stays, and an end is an end.
CREATE OR REPLACE FUNCTION refuse_to_rewrite_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.order_id, NEW.customer_id, NEW.stripe_customer_id, NEW.amount, NEW.currency, NEW.off_session, NEW.capture_method,
      NEW.statement_descriptor, NEW.livemode, NEW.stripe_account_id, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.order_id, OLD.customer_id, OLD.stripe_customer_id, OLD.amount, OLD.currency, OLD.off_session, OLD.capture_method,
      OLD.statement_descriptor, OLD.livemode, OLD.stripe_account_id, OLD.created_at)
     OR (OLD.off_session AND NEW.payment_method_id IS DISTINCT FROM OLD.payment_method_id)
     OR (OLD.stripe_payment_intent_id IS NOT NULL AND NEW.stripe_payment_intent_id IS DISTINCT FROM OLD.stripe_payment_intent_id)
     OR (OLD.status IN ('succeeded', 'canceled') AND (NEW.status, NEW.stripe_charge_id, NEW.paid_at, NEW.amount_received)
         IS DISTINCT FROM (OLD.status, OLD.stripe_charge_id, OLD.paid_at, OLD.amount_received))
     OR (OLD.fee IS NOT NULL AND NEW.fee IS DISTINCT FROM OLD.fee) THEN
    RAISE EXCEPTION 'A payment''s terms and its end are never rewritten (payment %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_to_rewrite_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.customer_id, NEW.setup_id, NEW.payment_id, NEW.notice_id, NEW.usage, NEW.accepted_text, NEW.opt_in_text,
      NEW.merchant, NEW.customer_name, NEW.customer_email, NEW.terms_version, NEW.notice_version, NEW.notice_hash,
      NEW.locale, NEW.accepted_at, NEW.accepted_page, NEW.accepted_agent)
     IS DISTINCT FROM
     (OLD.id, OLD.customer_id, OLD.setup_id, OLD.payment_id, OLD.notice_id, OLD.usage, OLD.accepted_text, OLD.opt_in_text,
      OLD.merchant, OLD.customer_name, OLD.customer_email, OLD.terms_version, OLD.notice_version, OLD.notice_hash,
      OLD.locale, OLD.accepted_at, OLD.accepted_page, OLD.accepted_agent)
     OR (OLD.payment_method_id IS NOT NULL AND NEW.payment_method_id IS DISTINCT FROM OLD.payment_method_id)
     OR (OLD.stripe_mandate_id IS NOT NULL AND NEW.stripe_mandate_id IS DISTINCT FROM OLD.stripe_mandate_id)
     OR (OLD.activated_at IS NOT NULL AND NEW.activated_at IS DISTINCT FROM OLD.activated_at)
     OR (OLD.ip_source <> 'unverified' AND (NEW.accepted_ip, NEW.ip_source) IS DISTINCT FROM (OLD.accepted_ip, OLD.ip_source)) THEN
    RAISE EXCEPTION 'What a customer agreed to is never rewritten (mandate %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION refuse_to_rewrite_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.payment_id, NEW.amount, NEW.reason, NEW.made_here, NEW.created_at)
     IS DISTINCT FROM (OLD.id, OLD.payment_id, OLD.amount, OLD.reason, OLD.made_here, OLD.created_at)
     OR (OLD.stripe_refund_id IS NOT NULL AND NEW.stripe_refund_id IS DISTINCT FROM OLD.stripe_refund_id) THEN
    RAISE EXCEPTION 'A refund''s terms are never rewritten (refund %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refunds_keep_their_terms BEFORE UPDATE ON "refunds" FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_refund();
CREATE TRIGGER refunds_stay BEFORE DELETE ON "refunds" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER disputes_stay BEFORE DELETE ON "disputes" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fulfilments_stay BEFORE UPDATE OR DELETE ON "fulfilments" FOR EACH ROW EXECUTE FUNCTION refuse_change();
