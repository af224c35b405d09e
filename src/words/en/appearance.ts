import { type Part, say } from '../sentence.ts'

/** How a workspace shows itself at its door. */
export const appearance = {
  titleOf: (workspace: string) => `Appearance of ${workspace}`,
  title: 'Name and colour',
  explanation:
    'People see this at your door, on their way in. Sallyport’s mark and the host that they enter always stand beside it.',
  name: 'Name',
  nameHint: ({ name }: { name: Part }) => say`Leave it empty to be called ${name}.`,
  notAName:
    'Write a name of up to 100 characters, in one line: with letters or digits, nothing invisible and no web address.',
  accent: 'Accent colour',
  accentHint:
    'Six digits, such as #1a5fb4. Leave it empty for Sallyport’s green. Where text in it would be hard to read, it is made darker or lighter.',
  notAColour: 'Write the colour as six digits from 0 to 9 and a to f, such as #1a5fb4.',
  pick: 'Pick a colour',
  save: 'Save',
  logo: 'Logo',
  file: 'Image file',
  logoHint:
    'PNG, JPEG or WebP that doesn’t move, of up to 256 KiB and 1024 × 1024 pixels. It stands on white, in dark colours, too.',
  upload: 'Use this logo',
  remove: 'Remove the logo',
  /** After a proof that was asked for on the way. */
  chooseAgain: 'Choose the file again: it could not be kept while you proved who you are.',
  logoProblems: {
    'no-file': 'Choose a file first.',
    'too-many-bytes': 'This file is over 256 KiB. Make it smaller, and choose it again.',
    'not-an-image': 'This is no PNG, JPEG or WebP. Save the image as one of them, and choose it again.',
    broken: 'This image is damaged or not whole. Save it anew, and choose it again.',
    animated: 'This image moves. Choose one that doesn’t.',
    'too-many-pixels': 'This image is over 1024 × 1024 pixels. Make it smaller, and choose it again.',
  },
  preview: 'Your door',
  inLight: 'Your door, in light colours',
  inDark: 'Your door, in dark colours',
}
