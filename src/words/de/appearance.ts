import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `Erscheinungsbild von ${workspace}`,
  title: 'Name und Farbe',
  explanation:
    'Das sehen alle, die sich bei Ihrem Arbeitsbereich anmelden. Daneben stehen immer das Logo der Plattform und die Adresse des Arbeitsbereichs.',
  name: 'Name',
  nameHint: ({ name }) => say`Leer lassen, um ${name} zu verwenden.`,
  notAName:
    'Geben Sie einen Namen mit höchstens 100 Zeichen in einer Zeile ein. Verwenden Sie Buchstaben oder Ziffern, keine unsichtbaren Zeichen und keine Webadresse.',
  accent: 'Akzentfarbe',
  accentHint:
    'Geben Sie sechs Stellen ein, zum Beispiel #1a5fb4. Leer lassen, um die Farbe der Plattform zu verwenden. Wo Text schwer lesbar wäre, wird die Farbe dunkler oder heller.',
  notAColour: 'Geben Sie die Farbe mit sechs Stellen aus 0 bis 9 und a bis f ein, zum Beispiel #1a5fb4.',
  pick: 'Farbe auswählen',
  save: 'Speichern',
  logo: 'Logo',
  file: 'Bilddatei',
  logoHint:
    'PNG, JPEG oder WebP, nicht animiert, höchstens 256 KiB und 1024 × 1024 Pixel. Der Hintergrund ist immer weiß, auch im dunklen Modus.',
  upload: 'Dieses Logo verwenden',
  remove: 'Logo entfernen',
  chooseAgain:
    'Wählen Sie die Datei noch einmal aus. Sie wurde nicht gespeichert, während Sie Ihre Identität bestätigt haben.',
  logoProblems: {
    'no-file': 'Wählen Sie zuerst eine Datei aus.',
    'too-many-bytes':
      'Diese Datei ist größer als 256 KiB. Verkleinern Sie sie, und wählen Sie sie noch einmal aus.',
    'not-an-image':
      'Diese Datei ist kein Bild im Format PNG, JPEG oder WebP. Speichern Sie es in einem dieser Formate, und wählen Sie es noch einmal aus.',
    broken:
      'Dieses Bild ist beschädigt oder unvollständig. Speichern Sie es noch einmal, und wählen Sie es dann aus.',
    animated: 'Dieses Bild ist animiert. Wählen Sie eines ohne Animation.',
    'too-many-pixels':
      'Dieses Bild ist größer als 1024 × 1024 Pixel. Verkleinern Sie es, und wählen Sie es noch einmal aus.',
  },
  preview: 'Vorschau',
  inLight: 'Vorschau im hellen Modus',
  inDark: 'Vorschau im dunklen Modus',
}
