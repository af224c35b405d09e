// Refusals inside the portal: those of its pages, and of the API.

import { IN_THE_API } from './in-the-api.ts'
import { ON_THE_PORTAL } from './on-the-portal.ts'
import { answersFrom, type PageRefusalIn, type ProblemRefusalIn } from './refusal.ts'

export const INSIDE = { ...ON_THE_PORTAL, ...IN_THE_API }

export type ProblemRefusal = ProblemRefusalIn<typeof INSIDE>
export type PageRefusal = PageRefusalIn<typeof INSIDE>

export const publicAnswer = answersFrom(INSIDE)
