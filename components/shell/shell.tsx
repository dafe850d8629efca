import type { ReactNode } from 'react'
import { SiteFooter } from './site-footer'
import { SiteHeader } from './site-header'
import { TestModeRibbon } from './test-mode-ribbon'
import type { Viewer } from './viewer'

export type ShellProps = {
  viewer: Viewer
  /** The shop's name, as customers know it. */
  merchant: string
  testMode: boolean
  /** The page that shows what the sandbox holds; without it the ribbon has no link. */
  sandboxUrl?: string
}

/** The frame around every page: ribbon, header, the page itself, footer. Only the page itself is printed. */
export function Shell({ viewer, merchant, testMode, sandboxUrl, children }: ShellProps & { children: ReactNode }) {
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:start-4 focus:top-4 focus:z-10 focus:rounded-control focus:bg-brand focus:px-5 focus:py-3 focus:font-medium focus:text-on-brand"
      >
        Skip to content
      </a>
      {testMode && <TestModeRibbon sandboxUrl={sandboxUrl} />}
      <SiteHeader viewer={viewer} merchant={merchant} />
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-page flex-1 px-4 py-10 sm:px-6 sm:py-14 print:p-0">
        {children}
      </main>
      <SiteFooter merchant={merchant} />
    </>
  )
}
