import { Button, ButtonLink } from '@/components/ui/button'
import { Field } from '@/components/ui/field'

/** Uploads a list of charges. A plain form, with and without scripts: nothing is charged by it. */
export function UploadForm({ attemptKey }: { attemptKey: string }) {
  return (
    <form action="/api/charge-batches" method="post" encType="multipart/form-data" className="grid gap-5">
      <input type="hidden" name="attemptKey" value={attemptKey} />
      <Field
        label="File"
        name="file"
        type="file"
        accept=".csv,text/csv"
        required
        hint="CSV in UTF-8, at most 5 MB and 10,000 lines."
      />
      <details>
        <summary className="cursor-pointer py-2.5 font-medium">What the file looks like</summary>
        <div className="grid gap-3 pt-1">
          <p>
            The first line names the columns. A customer is an e-mail address or an id, an amount has a point before its
            decimals. The reference is yours and may be left out; two charges that are alike in everything else need
            different ones.
          </p>
          <pre tabIndex={0} aria-label="An example" className="overflow-x-auto rounded-control bg-sunken p-4 text-sm">
            {EXAMPLE}
          </pre>
        </div>
      </details>
      <div className="flex flex-wrap gap-3">
        <Button type="submit">Upload and look at it</Button>
        <ButtonLink href="/console/charges/choose" variant="secondary">
          Choose customers instead
        </ButtonLink>
      </div>
    </form>
  )
}

const EXAMPLE = `customer,amount,currency,description,reference
sam@example.com,12.00,usd,Season ticket May,INV-1001
robin@example.com,9.50,usd,Ride on 3 May,INV-1002`
