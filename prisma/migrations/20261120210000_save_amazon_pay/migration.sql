-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('customer', 'merchant');

-- CreateEnum
CREATE TYPE "mandate_status" AS ENUM ('pending', 'active', 'inactive');

-- CreateEnum
CREATE TYPE "setup_usage" AS ENUM ('on_session', 'off_session');

-- CreateEnum
CREATE TYPE "ip_source" AS ENUM ('proxy', 'stripe', 'unverified');

-- CreateEnum
CREATE TYPE "setup_intent_status" AS ENUM ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'succeeded', 'canceled');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" "user_role" NOT NULL DEFAULT 'customer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "stripe_customer_id" TEXT,
    "stripe_try" INTEGER NOT NULL DEFAULT 0,
    "livemode" BOOLEAN,
    "stripe_account_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_methods" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "stripe_payment_method_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "email" TEXT,
    "is_default" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_methods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mandate_notices" (
    "id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "opt_in_text" TEXT NOT NULL,
    "merchant" TEXT NOT NULL,
    "terms_version" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mandate_notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mandates" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "setup_id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "payment_method_id" UUID,
    "stripe_mandate_id" TEXT,
    "status" "mandate_status" NOT NULL DEFAULT 'pending',
    "usage" "setup_usage" NOT NULL,
    "accepted_text" TEXT NOT NULL,
    "opt_in_text" TEXT NOT NULL,
    "merchant" TEXT NOT NULL,
    "customer_name" TEXT NOT NULL,
    "customer_email" TEXT NOT NULL,
    "terms_version" TEXT NOT NULL,
    "notice_version" INTEGER NOT NULL,
    "notice_hash" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_page" TEXT,
    "accepted_ip" INET,
    "ip_source" "ip_source" NOT NULL,
    "accepted_agent" TEXT,
    "activated_at" TIMESTAMPTZ(3),

    CONSTRAINT "mandates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setups" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "usage" "setup_usage" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "stripe_setup_intent_id" TEXT,
    "status" "setup_intent_status",
    "create_key" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "failed" BOOLEAN NOT NULL DEFAULT false,
    "error_code" TEXT,
    "error_message" TEXT,
    "redirect_expires_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "next_sync_at" TIMESTAMPTZ(3),
    "sync_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "reference" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "stripe_created" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_requests" (
    "actor_id" UUID NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "result_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_requests_pkey" PRIMARY KEY ("actor_id","route","key")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "request_id" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_seconds" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_provider_id_account_id_key" ON "accounts"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "customers_user_id_key" ON "customers"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "customers_stripe_customer_id_key" ON "customers"("stripe_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_methods_stripe_payment_method_id_key" ON "payment_methods"("stripe_payment_method_id");

-- CreateIndex
CREATE INDEX "payment_methods_customer_id_idx" ON "payment_methods"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "mandate_notices_locale_version_key" ON "mandate_notices"("locale", "version");

-- CreateIndex
CREATE UNIQUE INDEX "mandates_setup_id_key" ON "mandates"("setup_id");

-- CreateIndex
CREATE UNIQUE INDEX "mandates_stripe_mandate_id_key" ON "mandates"("stripe_mandate_id");

-- CreateIndex
CREATE INDEX "mandates_customer_id_idx" ON "mandates"("customer_id");

-- CreateIndex
CREATE INDEX "mandates_payment_method_id_idx" ON "mandates"("payment_method_id");

-- CreateIndex
CREATE UNIQUE INDEX "setups_stripe_setup_intent_id_key" ON "setups"("stripe_setup_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "setups_create_key_key" ON "setups"("create_key");

-- CreateIndex
CREATE INDEX "setups_customer_id_idx" ON "setups"("customer_id");

-- CreateIndex
CREATE INDEX "audit_entries_subject_idx" ON "audit_entries"("subject");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_setup_id_fkey" FOREIGN KEY ("setup_id") REFERENCES "setups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "mandate_notices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_payment_method_id_fkey" FOREIGN KEY ("payment_method_id") REFERENCES "payment_methods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setups" ADD CONSTRAINT "setups_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma has no syntax for.

-- One default payment method per customer: two saves that end together collide here.
CREATE UNIQUE INDEX "payment_methods_one_default" ON "payment_methods" ("customer_id") WHERE "is_default";

-- The sweep and the inbox look only at rows that are due.
CREATE INDEX "setups_due" ON "setups" ("next_sync_at") WHERE "next_sync_at" IS NOT NULL;
CREATE INDEX "setups_failed" ON "setups" ("failed_at") WHERE "failed";
CREATE INDEX "stripe_events_due" ON "stripe_events" ("due_at") WHERE "due_at" IS NOT NULL;

ALTER TABLE "mandate_notices" ADD CHECK ("version" > 0), ADD CHECK (char_length("text") > 0);
ALTER TABLE "mandates" ADD CHECK (char_length("accepted_text") > 0), ADD CHECK (char_length("opt_in_text") > 0);
-- A server address is never passed off as the customer's: an address has a source that vouches for it.
ALTER TABLE "mandates" ADD CHECK (("ip_source" = 'unverified') = ("accepted_ip" IS NULL));
ALTER TABLE "mandates" ADD CHECK ("status" = 'pending' OR "activated_at" IS NOT NULL);
-- A setup that has ended is not swept any more, and every other one is.
ALTER TABLE "setups" ADD CHECK (("status" IN ('succeeded', 'canceled')) IS TRUE = ("next_sync_at" IS NULL));
ALTER TABLE "setups" ADD CHECK ("failed" = ("failed_at" IS NOT NULL));
ALTER TABLE "clock" ADD CHECK ("id" = 1), ADD CHECK ("offset_seconds" >= 0);
INSERT INTO "clock" ("id", "offset_seconds") VALUES (1, 0);

-- A mandate's evidence is written once. Address and its source may be filled in later, from Stripe's own record.
CREATE FUNCTION refuse_to_rewrite_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.customer_id, NEW.setup_id, NEW.notice_id, NEW.usage, NEW.accepted_text, NEW.opt_in_text,
      NEW.merchant, NEW.customer_name, NEW.customer_email, NEW.terms_version, NEW.notice_version, NEW.notice_hash,
      NEW.locale, NEW.accepted_at, NEW.accepted_page, NEW.accepted_agent)
     IS DISTINCT FROM
     (OLD.id, OLD.customer_id, OLD.setup_id, OLD.notice_id, OLD.usage, OLD.accepted_text, OLD.opt_in_text,
      OLD.merchant, OLD.customer_name, OLD.customer_email, OLD.terms_version, OLD.notice_version, OLD.notice_hash,
      OLD.locale, OLD.accepted_at, OLD.accepted_page, OLD.accepted_agent)
     -- What is filled in later is filled in once.
     OR (OLD.payment_method_id IS NOT NULL AND NEW.payment_method_id IS DISTINCT FROM OLD.payment_method_id)
     OR (OLD.stripe_mandate_id IS NOT NULL AND NEW.stripe_mandate_id IS DISTINCT FROM OLD.stripe_mandate_id)
     OR (OLD.activated_at IS NOT NULL AND NEW.activated_at IS DISTINCT FROM OLD.activated_at)
     OR (OLD.ip_source <> 'unverified' AND (NEW.accepted_ip, NEW.ip_source) IS DISTINCT FROM (OLD.accepted_ip, OLD.ip_source)) THEN
    RAISE EXCEPTION 'What a customer agreed to is never rewritten (mandate %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mandates_keep_their_words BEFORE UPDATE ON "mandates" FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_mandate();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are kept as they were written.', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER mandates_stay BEFORE DELETE ON "mandates" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mandate_notices_stay BEFORE UPDATE OR DELETE ON "mandate_notices" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- A truncated table keeps nothing either.
CREATE TRIGGER mandates_are_kept BEFORE TRUNCATE ON "mandates" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mandate_notices_are_kept BEFORE TRUNCATE ON "mandate_notices" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_are_kept BEFORE TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
