import { ButtonLink, Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'

type Props = { action: string; label: string; search: string | undefined }

/** Looks for words on the page at `action`. A plain form: the address can be kept and shared. */
export function SearchForm({ action, label, search }: Props) {
  return (
    <form action={action} role="search" className="flex flex-wrap items-end gap-3">
      <div className="grow sm:min-w-72">
        <Field label={label} name="q" type="search" defaultValue={search ?? ''} maxLength={100} />
      </div>
      <Button type="submit" variant="secondary">
        Search
      </Button>
      {search && (
        <ButtonLink href={action} variant="quiet">
          Show all
        </ButtonLink>
      )}
    </form>
  )
}
