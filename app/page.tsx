import { HowSavingWorks } from '@/components/shop/how-saving-works'
import { Pledges } from '@/components/shop/pledges'
import { Welcome } from '@/components/shop/welcome'
import { shellProps } from '@/lib/server/auth/shell'

export default async function ShopPage() {
  const { merchant } = await shellProps()
  return (
    <div className="grid gap-20 sm:gap-28">
      <Welcome merchant={merchant} />
      <HowSavingWorks merchant={merchant} />
      <Pledges merchant={merchant} />
    </div>
  )
}
