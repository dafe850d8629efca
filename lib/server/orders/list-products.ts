import 'server-only'
import type { ProductDto } from '@/lib/contracts/checkout'
import { toProductDto } from './dto'
import { listProductRows } from './store'

/** What the shop sells now, at its own prices. */
export async function listProducts(): Promise<ProductDto[]> {
  return (await listProductRows()).map(toProductDto)
}
