-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "stripe_customer_account_id" TEXT;

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "stripe_customer_account_id" TEXT,
ALTER COLUMN "stripe_customer_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "setups" ADD COLUMN     "session_customer_account_id" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "customers_stripe_customer_account_id_key" ON "customers"("stripe_customer_account_id");

-- A customer is known at Stripe by one model at a time, and a payment names whom it was asked for by the same one.
ALTER TABLE "customers" ADD CONSTRAINT "customers_one_at_stripe" CHECK (
  num_nonnulls("stripe_customer_id", "stripe_customer_account_id") <= 1
);
ALTER TABLE "payments" ADD CONSTRAINT "payments_one_customer" CHECK (
  num_nonnulls("stripe_customer_id", "stripe_customer_account_id") = 1
);
-- A hosted page is made for one of them or for nobody, and only such a page is.
ALTER TABLE "setups" ADD CONSTRAINT "setups_one_session_customer" CHECK (
  num_nonnulls("session_customer_id", "session_customer_account_id") <= 1
);
ALTER TABLE "setups" ADD CONSTRAINT "setups_page_for_account" CHECK (
  "session_customer_account_id" IS NULL OR "offers" IS NOT NULL
);

-- As for stripe_customer_id: a repeated create has to name the same one.
CREATE FUNCTION refuse_to_rewrite_payment_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stripe_customer_account_id IS DISTINCT FROM OLD.stripe_customer_account_id THEN
    RAISE EXCEPTION 'A payment''s customer at Stripe is never rewritten (payment %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_keep_their_customer BEFORE UPDATE ON "payments" FOR EACH ROW
  EXECUTE FUNCTION refuse_to_rewrite_payment_customer();
