import type { ReactNode } from 'react'
import { SubNav } from '@/components/ui/sub-nav'

const PLACES = [
  { href: '/console', label: 'Customers', under: '/console/customers' },
  { href: '/console/payments', label: 'Payments' },
  { href: '/console/charges', label: 'Bulk charges' },
  { href: '/console/holds', label: 'Holds' },
  { href: '/console/disputes', label: 'Disputes' },
  { href: '/console/attention', label: 'Attention' },
  { href: '/console/ledger', label: 'Ledger' },
]

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SubNav label="Console" places={PLACES} />
      {children}
    </>
  )
}
