import { ButtonLink, Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'

/** Finds customers by a part of their name or e-mail address. A plain form: the address can be kept and shared. */
export function CustomerSearch({ search }: { search: string | undefined }) {
  return (
    <form action="/console" role="search" className="flex flex-wrap items-end gap-3">
      <div className="grow sm:min-w-72">
        <Field label="Name or e-mail" name="q" type="search" defaultValue={search ?? ''} maxLength={100} />
      </div>
      <Button type="submit" variant="secondary">
        Search
      </Button>
      {search && (
        <ButtonLink href="/console" variant="quiet">
          Show all
        </ButtonLink>
      )}
    </form>
  )
}
