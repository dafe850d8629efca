-- CreateEnum
CREATE TYPE "recovery_key_kind" AS ENUM ('link', 'cookie');

-- AlterEnum
ALTER TYPE "job_kind" ADD VALUE 'retry';

-- AlterEnum
ALTER TYPE "notification_kind" ADD VALUE 'charge_failed';
ALTER TYPE "notification_kind" ADD VALUE 'charge_given_up';

-- CreateTable
CREATE TABLE "recoveries" (
    "payment_id" UUID NOT NULL,
    "payment_method_id" UUID NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "is_trying" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recoveries_pkey" PRIMARY KEY ("payment_id")
);

-- CreateTable
CREATE TABLE "recovery_keys" (
    "hash" TEXT NOT NULL,
    "kind" "recovery_key_kind" NOT NULL,
    "payment_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recovery_keys_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "recoveries_payment_method_id_idx" ON "recoveries"("payment_method_id");

-- CreateIndex
CREATE INDEX "recovery_keys_payment_id_idx" ON "recovery_keys"("payment_id");

-- AddForeignKey
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_payment_method_id_fkey" FOREIGN KEY ("payment_method_id") REFERENCES "payment_methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_keys" ADD CONSTRAINT "recovery_keys_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "recoveries"("payment_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "recoveries"
  ADD CHECK ("tries" >= 0), ADD CHECK ("tries" = 0 OR "asked_at" IS NOT NULL),
  -- One further try at a time: the next one is not due before this one is answered.
  ADD CHECK (NOT "is_trying" OR ("next_try_at" IS NULL AND "tries" > 0));
CREATE INDEX "recoveries_due" ON "recoveries" ("next_try_at") WHERE "next_try_at" IS NOT NULL;
ALTER TABLE "recovery_keys" ADD CHECK ("hash" ~ '^[0-9a-f]{64}$');
CREATE TRIGGER recoveries_stay BEFORE DELETE ON "recoveries" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The same rules, but for one thing: a charge that failed can become the customer's own payment, never the other way round.
CREATE OR REPLACE FUNCTION refuse_to_rewrite_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.order_id, NEW.customer_id, NEW.stripe_customer_id, NEW.amount, NEW.currency, NEW.capture_method,
      NEW.statement_descriptor, NEW.livemode, NEW.stripe_account_id, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.order_id, OLD.customer_id, OLD.stripe_customer_id, OLD.amount, OLD.currency, OLD.capture_method,
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
