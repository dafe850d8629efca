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
  serverExternalPackages: ['pino', 'nodemailer'],
  // A page that broke before its head was sent names no icon, and browsers then ask for this one.
  redirects: async () => [{ source: '/favicon.ico', destination: '/icon.svg', permanent: false }],
}

export default config
