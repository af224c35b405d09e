import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const serviceTokens: Words['serviceTokens'] = {
  title: 'Dienst-Tokens',
  explanation:
    'Programme wie CI-Jobs, git und npm senden ein Dienst-Token, statt sich anzumelden. Ein Token öffnet nur seine eigenen Pfade, und nur, wo eine Regel Dienst-Tokens zulässt.',
  none: 'Noch keine Dienst-Tokens.',
  add: 'Dienst-Token erstellen',
  edit: 'Ändern',
  opens: ({ methods, paths }) => say`${methods} für ${paths}`,
  from: ({ networks }) => say`Nur aus ${networks}`,
  usedOn: ({ day }) => say`Zuletzt benutzt am ${day}`,
  neverUsed: 'Nie benutzt',
  expires: ({ at }) => say`Gültig bis ${at}`,
  expiresSoon: 'Läuft bald ab',
  disabled: 'Deaktiviert',
  rotating: ({ at }) => say`Der vorherige Wert funktioniert bis ${at}.`,
  madeBy: ({ maker, at }) => say`Erstellt von ${maker} am ${at}`,
  notLetIn: ({ paths, add }) =>
    say`Noch keine Regel lässt Dienst-Tokens bei ${paths} zu. ${add('Regel hinzufügen')}`,
  done: {
    saved: 'Token gespeichert. Gilt innerhalb von Minuten.',
    disabled: 'Token deaktiviert. Programme, die es benutzen, werden innerhalb von Minuten abgewiesen.',
    enabled: 'Token aktiviert.',
    deleted: 'Token gelöscht. Programme, die es benutzen, werden innerhalb von Minuten abgewiesen.',
  },
  gone: 'Dieses Token gibt es nicht mehr.',
  full: 'Dieser Arbeitsbereich hat 100 Dienst-Tokens. Löschen Sie eines, bevor Sie ein weiteres erstellen.',
  name: 'Name',
  nameHint: 'Zum Beispiel das Programm, das es benutzen wird.',
  lasts: 'Gültigkeit',
  paths: 'Pfade',
  pathsHint: 'Einer pro Zeile. /api öffnet /api und alles darunter.',
  networks: 'Nur aus diesen Netzen',
  networksHint:
    'Eine Adresse oder ein Netz pro Zeile, zum Beispiel 192.0.2.0/24. Ohne Angabe sind alle erlaubt.',
  create: 'Token erstellen',
  save: 'Speichern',
  cancel: 'Abbrechen',
  invalid: 'Das Token wurde nicht gespeichert. Prüfen Sie die markierten Felder.',
  refusals: {
    'not-a-name': 'Geben Sie einen Namen mit höchstens 100 Zeichen in einer Zeile ein.',
    'made-already':
      'Dieses Token wurde bereits erstellt: Die Seite wurde zweimal gesendet. Wenn Sie das Token nicht kopiert haben, löschen Sie es, und erstellen Sie ein neues.',
    'too-many': 'Dieser Arbeitsbereich hat bereits 100 Dienst-Tokens. Löschen Sie zuerst eines davon.',
    'changed-meanwhile':
      'Jemand anderes hat dieses Token gerade erneuert. Prüfen Sie es, und versuchen Sie es noch einmal.',
  },
  made: ({ token }) =>
    say`Token ${token} erstellt. Kopieren Sie es jetzt. Es wird nicht noch einmal angezeigt.`,
  rotated: ({ token }) =>
    say`Token ${token} hat einen neuen Wert. Kopieren Sie ihn jetzt. Er wird nicht noch einmal angezeigt.`,
  tryIt: 'Ausprobieren',
  shownDone: 'Ich habe es kopiert',
  rotate: 'Erneuern',
  rotation: 'Ersetzt den Wert durch einen neuen. Der neue Wert gilt so lange wie der erste.',
  overlap: 'Der bisherige Wert funktioniert noch',
  atOnce: 'gar nicht mehr',
  disable: 'Deaktivieren',
  disabling: 'Programme mit diesem Token werden abgewiesen, bis Sie es wieder aktivieren.',
  enable: 'Aktivieren',
  enabling: 'Dieses Token ist deaktiviert. Aktivieren Sie es, damit Programme es wieder benutzen können.',
  delete: 'Löschen',
  deleting:
    'Programme mit diesem Token werden innerhalb von Minuten abgewiesen. Das lässt sich nicht rückgängig machen.',
  deleteThis: (token) => `${token} löschen`,
}
