import { termsTitles } from './terms-titles'

/** Stays in view beside the terms where there is room for it. */
export function TermsContents() {
  return (
    <nav aria-labelledby="contents" className="lg:sticky lg:top-8 lg:order-last lg:self-start print:hidden">
      <h2 id="contents" className="text-sm font-medium text-muted">
        On this page
      </h2>
      <ol className="mt-2 border-s border-line">
        {Object.entries(termsTitles).map(([id, title]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-11 items-center py-1.5 ps-4 underline-offset-4 hover:text-accent hover:underline"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
