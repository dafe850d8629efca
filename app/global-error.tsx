'use client'

import './globals.css'

/** Replaces the whole document when not even the frame could be made, so it leans on nothing but the style sheet. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center bg-canvas p-6">
        <title>Something went wrong</title>
        <main className="max-w-reading">
          <div role="alert">
            <h1 className="text-title">Something went wrong on our side</h1>
            <p className="mt-4 text-lead text-muted">
              Opening a page never charges anything. Try again; if it happens once more, come back in a few minutes.
            </p>
            {/* A plain link and not next/link: the router may be what has failed. */}
            <a href="" className="mt-6 inline-flex min-h-11 items-center text-lead text-link">
              Load the page again
            </a>
          </div>
        </main>
      </body>
    </html>
  )
}
