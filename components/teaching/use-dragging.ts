'use client'

import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useState, type RefObject } from 'react'

export type Edge = 'before' | 'after'

/** A row that is dragged by its handle, and on which others are dropped: above its middle before it, below it after it. */
export function useDragging(
  row: RefObject<HTMLElement | null>,
  handle: RefObject<HTMLElement | null>,
  { lessonId, isEditable }: { lessonId: string; isEditable: boolean },
): Edge | null {
  const [edge, setEdge] = useState<Edge | null>(null)
  useEffect(() => {
    const element = row.current
    const dragHandle = handle.current
    if (!isEditable || element === null || dragHandle === null) return
    return combine(
      draggable({ element, dragHandle, getInitialData: () => ({ lessonId }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data['lessonId'] !== lessonId,
        getData: ({ input }) => ({ lessonId, edge: edgeOf(element, input.clientY) }),
        onDrag: ({ self }) => setEdge(self.data['edge'] as Edge),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    )
  }, [row, handle, lessonId, isEditable])
  return edge
}

function edgeOf(element: HTMLElement, clientY: number): Edge {
  const { top, height } = element.getBoundingClientRect()
  return clientY < top + height / 2 ? 'before' : 'after'
}
