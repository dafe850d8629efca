import { Link } from '@/components/ui/link'

/** Who a row is about; with an id their page is one press away. A guest may have given no address. */
export function Person({ id, name, email }: { id?: string; name: string; email: string | null }) {
  return (
    <span className="grid justify-items-start">
      {id ? (
        <Link
          href={`/console/customers/${id}`}
          className="inline-flex min-h-11 items-center wrap-anywhere text-link wide:min-h-0"
        >
          {name}
        </Link>
      ) : (
        <span className="wrap-anywhere">{name}</span>
      )}
      <span className="text-sm font-normal wrap-anywhere text-muted wide:max-w-64 wide:wrap-break-word">
        {email ?? 'No e-mail address'}
      </span>
    </span>
  )
}
