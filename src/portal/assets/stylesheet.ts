// The one stylesheet, in the order in which a rule wins over those before it. Its colours, sizes and spaces are those at the
// head of base.css and in colours.ts: what is written elsewhere only places them.
// Accents are a workspace's own where it chose one (core/accent.ts); what means something is never an accent.
// Colours of text keep 4.5 to 1 against what they stand on, those of borders that carry meaning 3 to 1, in light and dark.

import { DARK, LIGHT } from './colours.ts'
import base from './stylesheet/base.css' with { type: 'text' }
import cards from './stylesheet/cards.css' with { type: 'text' }
import docs from './stylesheet/docs.css' with { type: 'text' }
import door from './stylesheet/door.css' with { type: 'text' }
import enrolment from './stylesheet/enrolment.css' with { type: 'text' }
import figures from './stylesheet/figures.css' with { type: 'text' }
import forms from './stylesheet/forms.css' with { type: 'text' }
import frame from './stylesheet/frame.css' with { type: 'text' }
import lists from './stylesheet/lists.css' with { type: 'text' }
import media from './stylesheet/media.css' with { type: 'text' }
import messages from './stylesheet/messages.css' with { type: 'text' }
import text from './stylesheet/text.css' with { type: 'text' }

const COLOURS = `
:root, .in-light {${LIGHT}
}
@media (prefers-color-scheme: dark) {
  :root {${DARK}
  }
}
.in-dark {${DARK}
}
`

export const STYLESHEET = [
  COLOURS,
  base,
  frame,
  text,
  cards,
  forms,
  messages,
  door,
  enrolment,
  figures,
  lists,
  docs,
  media,
].join('')
