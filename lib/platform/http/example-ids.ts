/** What the examples of operations speak of. The tests make these things before they try an example. */
export const EXAMPLE = {
  course: '66f0c0de00000000000000a1',
  courseSlug: 'numbers-for-everybody',
  /** In which nobody learns yet. */
  openCourse: '66f0c0de00000000000000a2',
  lesson: '66f0c0de00000000000000b1',
  person: '66f0c0de00000000000000c1',
} as const
