// Joins the stylesheet. A later part overrides an earlier one. All colours, sizes and spaces are defined in
// colours.ts and base.css; the other parts only use them. A workspace may replace the accent
// (core/accent.ts), so a colour with a meaning is never the accent. In both schemes, text has a contrast of
// at least 4.5 to 1, and borders with a meaning have 3 to 1.

import { DARK, LIGHT } from './colours.ts'
import access from './stylesheet/access.css' with { type: 'text' }
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
  access,
  figures,
  lists,
  docs,
  media,
].join('')
