// Answers a refusal inside the portal, where the caller knows who reads the answer.

import type { Link } from '../http/error-page.ts'
import type { Words } from '../words/words.ts'
import { type PageRefusal, type ProblemRefusal, publicAnswer } from './inside.ts'
import { pageFrom, problemFrom, type Surroundings } from './response.ts'

/** Answers with a problem, also if a person asks. */
export const answerProgram = (refusal: ProblemRefusal): Response => problemFrom(publicAnswer(refusal))

/** Answers with a page, also if a program asks. `link` is the page's default link. */
export const answerPerson = (
  refusal: PageRefusal,
  words: Words,
  surroundings: Surroundings,
  link: Link,
): Response => pageFrom(publicAnswer(refusal), words, surroundings, link)
