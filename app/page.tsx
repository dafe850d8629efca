import { ProblemNote } from '@/components/shell/problem-note'
import { HowSavingWorks } from '@/components/shop/how-saving-works'
import { Pledges } from '@/components/shop/pledges'
import { Welcome } from '@/components/shop/welcome'
import { pageQuery } from '@/lib/contracts/search'
import { shellProps } from '@/lib/server/auth/shell'

export default async function ShopPage({ searchParams }: PageProps<'/'>) {
  const { problem } = pageQuery.parse(await searchParams)
  const { merchant, viewer } = await shellProps()
  return (
    <div className="grid gap-20 sm:gap-28">
      <ProblemNote problem={problem} />
      <Welcome merchant={merchant} viewer={viewer} />
      <HowSavingWorks merchant={merchant} />
      <Pledges merchant={merchant} />
    </div>
  )
}
