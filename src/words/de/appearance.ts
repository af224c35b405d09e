import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `Erscheinungsbild von ${workspace}`,
  title: 'Name und Farbe',
  explanation:
    'Das sieht man auf dem Weg zu Ihnen. Sallyports Zeichen und der Host, der betreten wird, stehen immer daneben.',
  name: 'Name',
  nameHint: ({ name }) => say`Bleibt das Feld leer, gilt der Name ${name}.`,
  notAName:
    'Schreiben Sie einen Namen von höchstens 100 Zeichen, in einer Zeile: mit Buchstaben oder Ziffern, ohne Unsichtbares und ohne Webadresse.',
  accent: 'Akzentfarbe',
  accentHint:
    'Sechs Stellen, zum Beispiel #1a5fb4. Bleibt das Feld leer, gilt das Grün von Sallyport. Wo Text darin schwer zu lesen wäre, wird die Farbe dunkler oder heller.',
  notAColour: 'Schreiben Sie die Farbe mit sechs Stellen aus 0 bis 9 und a bis f, zum Beispiel #1a5fb4.',
  pick: 'Farbe auswählen',
  save: 'Speichern',
  logo: 'Logo',
  file: 'Bilddatei',
  logoHint:
    'PNG, JPEG oder WebP ohne Bewegung, höchstens 256 KiB und 1024 × 1024 Pixel. Es steht auf Weiß, auch in dunklen Farben.',
  upload: 'Dieses Logo verwenden',
  remove: 'Logo entfernen',
  chooseAgain:
    'Wählen Sie die Datei noch einmal: Während Sie sich ausgewiesen haben, konnte sie nicht aufbewahrt werden.',
  logoProblems: {
    'no-file': 'Wählen Sie zuerst eine Datei.',
    'too-many-bytes':
      'Diese Datei ist größer als 256 KiB. Verkleinern Sie sie, und wählen Sie sie noch einmal.',
    'not-an-image':
      'Das ist kein PNG, JPEG oder WebP. Speichern Sie das Bild in einem dieser Formate, und wählen Sie es noch einmal.',
    broken:
      'Dieses Bild ist beschädigt oder unvollständig. Speichern Sie es neu, und wählen Sie es noch einmal.',
    animated: 'Dieses Bild bewegt sich. Wählen Sie ein unbewegtes.',
    'too-many-pixels':
      'Dieses Bild ist größer als 1024 × 1024 Pixel. Verkleinern Sie es, und wählen Sie es noch einmal.',
  },
  preview: 'Ihr Eingang',
  inLight: 'Ihr Eingang in hellen Farben',
  inDark: 'Ihr Eingang in dunklen Farben',
}
