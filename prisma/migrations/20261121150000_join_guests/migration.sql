-- AlterEnum
ALTER TYPE "notification_kind" ADD VALUE 'verify_email';

-- DropIndex
DROP INDEX "customers_user_id_key";

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "joined_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "email_verifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_verifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "email_verifications_token_hash_key" ON "email_verifications"("token_hash");

-- CreateIndex
CREATE INDEX "email_verifications_user_id_idx" ON "email_verifications"("user_id");

-- CreateIndex
CREATE INDEX "customers_user_id_idx" ON "customers"("user_id");

-- AddForeignKey
ALTER TABLE "email_verifications" ADD CONSTRAINT "email_verifications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An account has one customer of its own; every other one joined it as a guest.
CREATE UNIQUE INDEX "customers_one_own" ON "customers" ("user_id") WHERE "joined_at" IS NULL;
ALTER TABLE "customers"
  -- The cookie of a guest who joined opens nothing any more.
  ADD CONSTRAINT "customers_joined_by_account" CHECK ("joined_at" IS NULL OR ("user_id" IS NOT NULL AND "guest_token_hash" IS NULL));
ALTER TABLE "email_verifications"
  ADD CHECK ("expires_at" > "created_at"), ADD CHECK ("used_at" < "expires_at"), ADD CHECK ("token_hash" ~ '^[0-9a-f]{64}$');

-- What a guest owned can be joined to one account, once.
CREATE FUNCTION refuse_to_change_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.user_id IS NOT NULL AND (NEW.user_id, NEW.joined_at) IS DISTINCT FROM (OLD.user_id, OLD.joined_at) THEN
    RAISE EXCEPTION 'A customer keeps the account it belongs to (customer %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER customers_keep_their_account BEFORE UPDATE ON "customers" FOR EACH ROW EXECUTE FUNCTION refuse_to_change_owner();
