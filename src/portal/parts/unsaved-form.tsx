import { Warning } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'
import type { Door } from './door.tsx'

/** What happened to a form that was posted to a workspace without a pass. */
export const UnsavedForm = ({ site }: { site: Door }) => (
  <Warning>{useWords().enter.unsaved({ workspace: <bdi>{site.name}</bdi> })}</Warning>
)
