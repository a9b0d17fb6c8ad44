import { Main } from '@/components/layout/main'
import { Problem } from '@/components/layout/problem'

export default function Forbidden() {
  return (
    <Main>
      <Problem name="forbidden" />
    </Main>
  )
}
