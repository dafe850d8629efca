/** Nothing. Next would look for one in the folders above, and find the app's. */
export function register() {}
