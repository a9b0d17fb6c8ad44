/** A sentence in which backticks mean code: all that descriptions of fields and calls use of Markdown. */
export function WithCode({ text }: { text: string }) {
  return (
    <p>
      {text.split(/(`[^`]+`)/).map((part, place) =>
        part.startsWith('`') && part.length > 2 ? (
          <code key={place} className="rounded-sm bg-sunken px-1 text-[0.9em] wrap-anywhere">
            {part.slice(1, -1)}
          </code>
        ) : (
          part
        ),
      )}
    </p>
  )
}
