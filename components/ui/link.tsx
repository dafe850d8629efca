import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link within the app. No page of ours can be known before somebody asks for it, so prefetching would ask the server for
 * everything a page links to and learn nothing (node_modules/next/dist/docs, "Prefetching": dynamic routes).
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
