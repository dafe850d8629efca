/** Who is looking at the page, as far as the frame around it needs to know. Null is somebody not signed in. */
export type Viewer = { name: string; role: 'customer' | 'merchant' } | null
