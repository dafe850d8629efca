import { ProblemNote } from '@/components/shell/problem-note'
import { HowSavingWorks } from '@/components/shop/how-saving-works'
import { Pledges } from '@/components/shop/pledges'
import { Products } from '@/components/shop/products'
import { Welcome } from '@/components/shop/welcome'
import { pageQuery } from '@/lib/contracts/search'
import { shellProps } from '@/lib/server/auth/shell'
import { listProducts } from '@/lib/server/orders/list-products'

export default async function ShopPage({ searchParams }: PageProps<'/'>) {
  const { problem } = pageQuery.parse(await searchParams)
  const [{ merchant, viewer }, products] = await Promise.all([shellProps(), listProducts()])
  return (
    <div className="grid gap-20 sm:gap-28">
      <ProblemNote problem={problem} />
      <Welcome merchant={merchant} viewer={viewer} />
      <Products products={products} viewer={viewer} attemptKey={crypto.randomUUID()} />
      <HowSavingWorks merchant={merchant} />
      <Pledges merchant={merchant} />
    </div>
  )
}
