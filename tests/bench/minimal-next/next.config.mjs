import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // The repository, whose node_modules it uses: it is built in dist/bench/minimal-next.
  turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) },
}

export default config
