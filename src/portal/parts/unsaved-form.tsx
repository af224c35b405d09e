import { Warning } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'
import type { Door } from './door.tsx'

/** Says that a form was not saved, because it was posted to a workspace without a valid pass. */
export const UnsavedForm = ({ site }: { site: Door }) => (
  <Warning>{useWords().enter.unsaved({ workspace: <bdi>{site.name}</bdi> })}</Warning>
)
