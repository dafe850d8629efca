-- Between Stripe's tries of an invoice its customer may have chosen another method: the payment names the one that was charged.
CREATE OR REPLACE FUNCTION refuse_to_rewrite_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.order_id, NEW.customer_id, NEW.invoice_id, NEW.stripe_customer_id, NEW.amount, NEW.currency, NEW.capture_method,
      NEW.statement_descriptor, NEW.livemode, NEW.stripe_account_id, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.order_id, OLD.customer_id, OLD.invoice_id, OLD.stripe_customer_id, OLD.amount, OLD.currency, OLD.capture_method,
      OLD.statement_descriptor, OLD.livemode, OLD.stripe_account_id, OLD.created_at)
     OR (NEW.off_session <> OLD.off_session AND (NEW.off_session OR OLD.failure IS NULL))
     OR (OLD.off_session AND OLD.invoice_id IS NULL AND NEW.payment_method_id IS DISTINCT FROM OLD.payment_method_id)
     OR (OLD.stripe_payment_intent_id IS NOT NULL AND NEW.stripe_payment_intent_id IS DISTINCT FROM OLD.stripe_payment_intent_id)
     OR (OLD.status IN ('succeeded', 'canceled') AND (NEW.status, NEW.stripe_charge_id, NEW.paid_at, NEW.amount_received)
         IS DISTINCT FROM (OLD.status, OLD.stripe_charge_id, OLD.paid_at, OLD.amount_received))
     OR (OLD.fee IS NOT NULL AND NEW.fee IS DISTINCT FROM OLD.fee) THEN
    RAISE EXCEPTION 'A payment''s terms and its end are never rewritten (payment %).', OLD.id;
  END IF;
  RETURN NEW;
END $$;
