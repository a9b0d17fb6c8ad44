import type { Role } from '@/lib/accounts/constants'

/** What everybody may know of a person. */
export type PublicProfile = {
  userId: string
  username: string
  fullName: string
  avatarUrl: string | null
  bio: string
  role: Role
  /** Approved to teach here. */
  isInstructor: boolean
  country: string | null
  nativeLanguages: string[]
  learning: { language: string; level: string }[]
  teachingLanguages: string[]
  memberSince: Date
}

export type InstructorCard = {
  username: string
  fullName: string
  avatarUrl: string | null
  excerpt: string
  teachingLanguages: string[]
  courseCount: number
}
