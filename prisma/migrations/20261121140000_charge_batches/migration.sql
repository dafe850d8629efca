-- CreateEnum
CREATE TYPE "charge_batch_status" AS ENUM ('draft', 'running', 'paused', 'stopped', 'done');

-- CreateEnum
CREATE TYPE "charge_batch_line_status" AS ENUM ('bad', 'ready', 'filed', 'skipped', 'cancelled');

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "is_bulk" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "charge_batches" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "file_hash" TEXT,
    "status" "charge_batch_status" NOT NULL DEFAULT 'draft',
    "made_by_id" UUID NOT NULL,
    "started_by_id" UUID,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "charge_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charge_batch_lines" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "status" "charge_batch_line_status" NOT NULL,
    "who" TEXT NOT NULL,
    "typed_amount" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "reference" TEXT,
    "customer_id" UUID,
    "amount" INTEGER,
    "problems" TEXT[],
    "same_as_line" INTEGER,
    "payment_id" UUID,

    CONSTRAINT "charge_batch_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_budget" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "tokens" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "filled_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bulk_budget_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "charge_batches_file_hash_idx" ON "charge_batches"("file_hash");

-- CreateIndex
CREATE UNIQUE INDEX "charge_batch_lines_payment_id_key" ON "charge_batch_lines"("payment_id");

-- CreateIndex
CREATE INDEX "charge_batch_lines_customer_id_idx" ON "charge_batch_lines"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "charge_batch_lines_batch_id_line_key" ON "charge_batch_lines"("batch_id", "line");

-- AddForeignKey
ALTER TABLE "charge_batches" ADD CONSTRAINT "charge_batches_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge_batch_lines" ADD CONSTRAINT "charge_batch_lines_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "charge_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge_batch_lines" ADD CONSTRAINT "charge_batch_lines_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge_batch_lines" ADD CONSTRAINT "charge_batch_lines_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits for its turn: few of many rows, and asked for all the time.
CREATE INDEX "charge_batch_lines_ready" ON "charge_batch_lines" ("batch_id", "line") WHERE "status" = 'ready';
CREATE INDEX "charge_batches_running" ON "charge_batches" ("started_at") WHERE "status" = 'running';
CREATE INDEX "jobs_bulk_due" ON "jobs" ("due_at") WHERE "is_bulk" AND "due_at" IS NOT NULL;

ALTER TABLE "charge_batches"
  ADD CHECK ("name" <> ''), ADD CHECK ("file_hash" ~ '^[0-9a-f]{64}$'),
  -- Nothing is charged that nobody has confirmed; a draft that is stopped never was.
  ADD CONSTRAINT "charge_batches_confirmed" CHECK (("started_at" IS NULL) = ("started_by_id" IS NULL)
    AND ("started_at" IS NULL) = ("request_id" IS NULL)
    AND ("status" NOT IN ('running', 'paused', 'done') OR "started_at" IS NOT NULL)
    AND ("status" <> 'draft' OR "started_at" IS NULL)),
  ADD CONSTRAINT "charge_batches_ended" CHECK (("ended_at" IS NOT NULL) = ("status" IN ('stopped', 'done')));

ALTER TABLE "charge_batch_lines"
  ADD CHECK ("line" > 0), ADD CHECK ("amount" BETWEEN 1 AND 99999999),
  ADD CONSTRAINT "charge_batch_lines_filed_once" CHECK (("status" = 'filed') = ("payment_id" IS NOT NULL)),
  ADD CONSTRAINT "charge_batch_lines_chargeable" CHECK ("status" = 'bad' OR ("customer_id" IS NOT NULL AND "amount" IS NOT NULL
    AND "currency" ~ '^[a-z]{3}$' AND char_length("description") BETWEEN 1 AND 200)),
  ADD CONSTRAINT "charge_batch_lines_explained"
    CHECK (("status" IN ('bad', 'skipped')) = (cardinality("problems") > 0));

ALTER TABLE "bulk_budget" ADD CHECK ("id" = 1);
INSERT INTO "bulk_budget" ("id") VALUES (1);

-- What the merchant has confirmed is what is charged: a line's terms never change, and what became of it does not either.
CREATE FUNCTION refuse_to_rewrite_batch_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.batch_id, NEW.line, NEW.customer_id, NEW.amount, NEW.currency, NEW.description, NEW.reference)
     IS DISTINCT FROM (OLD.id, OLD.batch_id, OLD.line, OLD.customer_id, OLD.amount, OLD.currency, OLD.description, OLD.reference)
     OR (OLD.status <> 'ready' AND (NEW.status, NEW.payment_id) IS DISTINCT FROM (OLD.status, OLD.payment_id)) THEN
    RAISE EXCEPTION 'A line''s terms and its end are never rewritten (line %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER charge_batch_lines_keep_their_terms BEFORE UPDATE ON "charge_batch_lines"
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_batch_line();
CREATE TRIGGER charge_batch_lines_stay BEFORE DELETE ON "charge_batch_lines" FOR EACH ROW EXECUTE FUNCTION refuse_change();
