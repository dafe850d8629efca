/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The image optimizer is attack surface we have no use for: every picture here is an SVG of our own.
  images: { unoptimized: true },
  // `npm test` checks all types; a mistake in a test must not keep the shop from starting.
  typescript: { ignoreBuildErrors: true },
  // `npm start` serves the ordinary build; a container image sets NEXT_OUTPUT=standalone.
  ...(process.env.NEXT_OUTPUT === 'standalone' && { output: 'standalone' }),
  serverExternalPackages: ['pino'],
}

export default config
