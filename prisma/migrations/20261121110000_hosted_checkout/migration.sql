-- CreateEnum
CREATE TYPE "notice_scope" AS ENUM ('amazon_pay', 'any_method');

-- CreateEnum
CREATE TYPE "checkout_methods" AS ENUM ('card_and_amazon_pay', 'amazon_pay', 'dynamic');

-- DropIndex
DROP INDEX "mandate_notices_locale_version_key";

-- AlterTable
ALTER TABLE "payment_methods" ADD COLUMN     "card_brand" TEXT,
ADD COLUMN     "card_last4" TEXT,
ADD COLUMN     "type" TEXT NOT NULL DEFAULT 'amazon_pay';

-- AlterTable
ALTER TABLE "mandate_notices" ADD COLUMN     "covers" "notice_scope" NOT NULL DEFAULT 'amazon_pay';

-- AlterTable
ALTER TABLE "setups" ADD COLUMN     "offers" "checkout_methods",
ADD COLUMN     "session_customer_id" TEXT,
ADD COLUMN     "stripe_session_id" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "mandate_notices_locale_covers_version_key" ON "mandate_notices"("locale", "covers", "version");

-- CreateIndex
CREATE UNIQUE INDEX "setups_stripe_session_id_key" ON "setups"("stripe_session_id");

-- What Prisma has no syntax for.

-- Only a try on a hosted page has a session.
ALTER TABLE "setups" ADD CHECK ("offers" IS NOT NULL OR ("stripe_session_id" IS NULL AND "session_customer_id" IS NULL));
