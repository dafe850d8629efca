import 'server-only'
import { auth } from './auth'

/** Ends the session on the server and gives the cookies that clear it in the browser. */
export async function signOut(headers: Headers): Promise<Headers> {
  const answer = await auth().api.signOut({ headers, returnHeaders: true })
  return answer.headers
}
