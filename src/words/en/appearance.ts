import { type Part, say } from '../sentence.ts'

/** The name, colour and logo that people see when they sign in to a workspace. */
export const appearance = {
  titleOf: (workspace: string) => `${workspace} appearance`,
  title: 'Name and colour',
  explanation:
    'People see this when they sign in to your workspace. The platform’s logo and the address of your workspace are always shown next to it.',
  name: 'Name',
  nameHint: ({ name }: { name: Part }) => say`Leave empty to use ${name}.`,
  notAName:
    'Enter a name of up to 100 characters, on one line. Use letters or digits, no invisible characters and no web address.',
  accent: 'Accent colour',
  accentHint:
    'Enter a colour code, such as #1a5fb4. Leave empty to use the platform’s colour. The colour is made darker or lighter where text would be hard to read.',
  notAColour: 'Enter a colour code: # and six characters from 0 to 9 and a to f, such as #1a5fb4.',
  pick: 'Pick a colour',
  save: 'Save',
  logo: 'Logo',
  file: 'Image file',
  logoHint:
    'PNG, JPEG or WebP, not animated, up to 256 KiB and 1024 × 1024 pixels. Always shown on white, even in dark mode.',
  upload: 'Use this logo',
  remove: 'Remove logo',
  /** Shown after a new code was asked for in the middle of the upload. */
  chooseAgain: 'Choose the file again. It was not kept while you confirmed that it’s you.',
  logoProblems: {
    'no-file': 'Choose a file first.',
    'too-many-bytes': 'This file is larger than 256 KiB. Make it smaller, then choose it again.',
    'not-an-image':
      'This file is not a PNG, JPEG or WebP image. Save it in one of these formats, then choose it again.',
    broken: 'This image is damaged or incomplete. Save it again, then choose it again.',
    animated: 'This image is animated. Choose one that isn’t.',
    'too-many-pixels': 'This image is larger than 1024 × 1024 pixels. Make it smaller, then choose it again.',
  },
  preview: 'Preview',
  inLight: 'Preview in light mode',
  inDark: 'Preview in dark mode',
}
