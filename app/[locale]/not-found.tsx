import { Main } from '@/components/layout/main'
import { Problem } from '@/components/layout/problem'

/** Shown within the app after a click; an address that is asked for directly gets app/…/problem/[name] instead. */
export default function NotFound() {
  return (
    <Main>
      <Problem name="notFound" />
    </Main>
  )
}
