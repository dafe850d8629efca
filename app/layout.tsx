import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { shellProps } from '@/lib/server/auth/shell'
import './globals.css'

const geist = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-geist',
  weight: '100 900',
})

export async function generateMetadata(): Promise<Metadata> {
  const { merchant } = await shellProps()
  return {
    title: { default: merchant, template: `%s · ${merchant}` },
    description: `Save Amazon Pay with ${merchant} once, and keep a record of exactly what you agreed to.`,
    formatDetection: { telephone: false, email: false, address: false },
  }
}

/** The browser's own frame takes the colour of the header. */
export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#121b18' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const shell = await shellProps()
  return (
    <html lang="en" className={geist.variable}>
      <body className="flex min-h-dvh flex-col bg-canvas print:block">
        <Shell {...shell}>{children}</Shell>
      </body>
    </html>
  )
}
