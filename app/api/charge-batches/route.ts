import { newBatchBody } from '@/lib/contracts/charge-batches'
import { FILE_BYTES_AT_MOST } from '@/lib/domain/charge-batch'
import { AppError } from '@/lib/domain/errors'
import { parseMoney } from '@/lib/domain/money'
import { makeDraft } from '@/lib/server/charge-batches/make-draft'
import { viewBatch } from '@/lib/server/charge-batches/view-batch'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { merchantRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'

/**
 * POST /api/charge-batches: looks at a list of charges and keeps it as a draft: a CSV file in the field `file`, or one charge
 * for each of the chosen customers. Nothing is charged before it is started. 201 with the draft; a form goes on to its page.
 */
export const POST = merchantRoute(
  {
    body: newBatchBody,
    form: fromForm,
    upload: { limit: FILE_BYTES_AT_MOST, read: fromUpload },
    formPage: /^\/console\/charges(\/choose)?$/,
  },
  async ({ merchant, body: asked, request, requestId, isForm }) => {
    const key = idempotencyKey(request.headers, asked.attemptKey)
    const id = await makeDraft({ asked, merchant, idempotencyKey: key, requestId })
    return isForm ? seeOther(`/console/charges/${id}`) : Response.json(await viewBatch(id, merchant), { status: 201 })
  },
)

async function fromUpload({ file, ...fields }: Record<string, string | File>): Promise<unknown> {
  if (!(file instanceof File)) throw new AppError('validation_failed', 'Send a file in the field "file".')
  if (file.size > FILE_BYTES_AT_MOST) throw new AppError('file_too_large', 'The file is larger than 5 MB.')
  return { ...fields, name: file.name, bytes: await file.bytes() }
}

// A field per customer, such as customer:<id>=on; people type "12.00".
function fromForm({ amount = '', currency = '', description, attemptKey, ...fields }: Record<string, string>): unknown {
  const customerIds = Object.keys(fields).flatMap((name) => (name.startsWith('customer:') ? [name.slice(9)] : []))
  return { customerIds, amount: parseMoney(amount, currency) ?? Number.NaN, currency, description, attemptKey }
}
