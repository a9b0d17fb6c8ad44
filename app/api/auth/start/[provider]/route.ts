import { safeNextPath } from '@/lib/accounts/next-path'
import { startProviderSignInOperation } from '@/lib/accounts/api'
import { signInPorts } from '@/lib/accounts/sign-in-ports'
import { beginProviderSignIn, enabledProviders } from '@/lib/platform/auth/next-auth'
import { notFound } from '@/lib/platform/errors'
import { route } from '@/lib/platform/http/route'

/**
 * Leads to the sign-in page of Google or GitHub. A link and not a form, because a form that ends at another site is
 * refused by our own policy (`form-action`); a click on another site's link is sent to our sign-in page instead.
 */
export const GET = route(
  startProviderSignInOperation,
  async (_viewer, { params: { provider }, query, request }) => {
    if (!enabledProviders().includes(provider)) throw notFound()
    const site = request.headers.get('sec-fetch-site')
    const isOurs = site === null || site === 'same-origin'
    const location = isOurs
      ? await beginProviderSignIn(signInPorts, { provider, next: safeNextPath(query.next) ?? '/dashboard' })
      : '/login'
    return new Response(null, { status: 303, headers: { location } })
  },
)
