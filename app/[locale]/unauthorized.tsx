import { Main } from '@/components/layout/main'
import { Problem } from '@/components/layout/problem'

export default function Unauthorized() {
  return (
    <Main>
      <Problem name="unauthorized" />
    </Main>
  )
}
