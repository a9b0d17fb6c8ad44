/** A page of Next with nothing in it: what every page of ours is weighed against. */
export default function EmptyPage() {
  return <h1>{'Empty'}</h1>
}
