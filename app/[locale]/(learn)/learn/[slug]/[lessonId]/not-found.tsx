import { Problem } from '@/components/layout/problem'

/** After a click on a link to a lesson that has left the course; asked for directly, app/…/problem/[name] answers. */
export default function LessonNotFound() {
  return <Problem name="lessonNotFound" />
}
