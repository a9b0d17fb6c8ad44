'use client'

import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useState, type RefObject } from 'react'
import type { Dragged } from './drop-place'

type Edge = 'before' | 'after'
/** The line that shows where the dragged part would go. */
export const EDGE_LOOKS: Readonly<Record<Edge, string>> = {
  before: 'shadow-[inset_0_2px_0_var(--color-accent)]',
  after: 'shadow-[inset_0_-2px_0_var(--color-accent)]',
}

/**
 * A part of the outline that is dragged by its handle, and beside which others of its kind are dropped: above its middle
 * before it, below it after it. Headings stay in their module.
 */
export function useDragging(
  part: RefObject<HTMLElement | null>,
  handle: RefObject<HTMLElement | null>,
  { kind, id, moduleId, isEditable }: Dragged & { isEditable: boolean },
): Edge | null {
  const [edge, setEdge] = useState<Edge | null>(null)
  useEffect(() => {
    const element = part.current
    const dragHandle = handle.current
    if (!isEditable || element === null || dragHandle === null) return
    return combine(
      draggable({ element, dragHandle, getInitialData: () => ({ kind, id, moduleId }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source: { data } }) =>
          data['kind'] === kind && data['id'] !== id && (kind !== 'section' || data['moduleId'] === moduleId),
        getData: ({ input }) => ({ kind, id, edge: edgeOf(element, input.clientY) }),
        onDrag: ({ self }) => setEdge(self.data['edge'] as Edge),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    )
  }, [part, handle, kind, id, moduleId, isEditable])
  return edge
}

function edgeOf(element: HTMLElement, clientY: number): Edge {
  const { top, height } = element.getBoundingClientRect()
  return clientY < top + height / 2 ? 'before' : 'after'
}
