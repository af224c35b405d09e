import { say } from '../sentence.ts'
import type { PasskeyWords } from '../words.ts'

export const passkeys: PasskeyWords = {
  title: 'Passkeys',
  lead: 'Bestätigen Sie Ihre Anmeldung mit Fingerabdruck, Gesicht, Bildschirmsperre oder einem Sicherheitsschlüssel. Ein Passkey funktioniert nur auf dieser Website. Deshalb kann ihn Ihnen niemand durch einen Trick entlocken.',
  count: (count) => `${count} hinzugefügt`,
  why: 'Sie funktionieren nur auf dieser Website. Deshalb kann sie Ihnen niemand durch einen Trick entlocken.',
  manage: 'Verwalten',
  manageAll: 'Passkeys verwalten',
  addFirst: 'Hinzufügen',
  add: 'Passkey hinzufügen',
  addAnother: 'Weiteren Passkey hinzufügen',
  none: 'Noch keine Passkeys.',
  tooMany: (most) =>
    `Sie haben ${most} Passkeys. Mehr sind nicht möglich. Entfernen Sie einen, um einen anderen hinzuzufügen.`,
  addedAt: ({ at }) => say`Hinzugefügt am ${at}`,
  usedAt: ({ at }) => say`Zuletzt verwendet am ${at}`,
  neverUsed: 'Noch nicht verwendet',
  synced: 'Synchronisiert',
  notSynced: 'Auf einem Gerät',
  elsewhere:
    'Dieser Passkey wurde für eine frühere Adresse dieser Website erstellt. Er funktioniert hier nicht mehr.',
  ofThisSession: 'Bei dieser Anmeldung verwendet',
  rename: 'Umbenennen',
  renameThis: (name) => `Umbenennen: ${name}`,
  name: 'Name',
  save: 'Speichern',
  remove: 'Entfernen',
  removeThis: (name) => `Entfernen: ${name}`,
  removeTitle: 'Diesen Passkey entfernen?',
  removeConsequence:
    'Sie können Ihre Anmeldung nicht mehr damit bestätigen. Andere Browser, die ihn verwendet haben, werden abgemeldet. Löschen Sie ihn auch auf Ihrem Gerät oder in Ihrem Passwortmanager.',
  removeHere:
    'Sie haben ihn bei dieser Anmeldung verwendet. Um Ihre Einstellungen zu ändern, brauchen Sie dann einen anderen zweiten Faktor.',
  removeLastOne:
    'Das ist Ihr letzter Passkey. Ein Arbeitsbereich, der einen Passkey verlangt, lässt Sie erst wieder hinein, wenn Sie einen neuen hinzufügen.',
  removeLastFactor:
    'Das ist Ihr einziger zweiter Faktor. Ohne ihn ist die Zwei-Faktor-Authentifizierung aus, und Ihre Wiederherstellungscodes werden gelöscht.',
  keep: 'Behalten',
  requiredByOne: ({ workspace }) =>
    say`Das geht nicht, solange ${workspace} die Zwei-Faktor-Authentifizierung verlangt, denn das ist Ihr einziger zweiter Faktor. Fügen Sie zuerst einen weiteren Passkey oder eine Authenticator-App hinzu.`,
  requiredBySeveral: ({ workspaces }) =>
    say`Das geht nicht, solange ${workspaces} die Zwei-Faktor-Authentifizierung verlangen, denn das ist Ihr einziger zweiter Faktor. Fügen Sie zuerst einen weiteren Passkey oder eine Authenticator-App hinzu.`,
  done: {
    added: 'Der Passkey wurde hinzugefügt. Sie können ihn ab sofort verwenden.',
    renamed: 'Der Name wurde gespeichert.',
    removed: 'Der Passkey wurde entfernt.',
    unknown:
      'Es wurde nichts geändert. Dieser Passkey war bereits entfernt, vielleicht in einem anderen Tab.',
    required:
      'Es wurde nichts geändert. Das ist Ihr einziger zweiter Faktor, und einer Ihrer Arbeitsbereiche verlangt einen. Fügen Sie zuerst einen anderen hinzu.',
  },
  back: 'Zurück zu „Sicherheit“',
  usePasskey: 'Passkey verwenden',
  useApp: 'Authenticator-App verwenden',
  useAppInstead: 'Stattdessen eine Authenticator-App verwenden',
  use: 'Ihren Passkey verwenden',
  useAnother: 'Passkey oder Authenticator-App verwenden',
  useOrCode: (digits) =>
    `Verwenden Sie Ihren Passkey. Oder geben Sie den ${digits}-stelligen Code aus Ihrer Authenticator-App oder einen Wiederherstellungscode ein.`,
  useOrRecovery:
    'Verwenden Sie Ihren Passkey. Oder geben Sie einen der Wiederherstellungscodes ein, die Sie gespeichert haben.',
  useOnly: 'Verwenden Sie Ihren Passkey, um fortzufahren.',
  whyOnly: ({ workspace }) =>
    say`${workspace} verlangt hier einen Passkey, denn Passkeys sind vor Phishing geschützt.`,
  notHere: 'Ihr Passkey ist nicht zur Hand?',
  notHereWay:
    'Bestätigen Sie auf einem anderen Weg, dass Sie es sind. Fügen Sie dann auf diesem Gerät einen Passkey hinzu und fahren Sie fort.',
  toContinue: ({ workspace }) =>
    say`Fügen Sie einen Passkey hinzu, den Sie auf diesem Gerät verwenden können. Danach gelangen Sie direkt zu ${workspace}.`,
  noScript: 'Passkeys brauchen JavaScript. Schalten Sie es in Ihrem Browser ein, um einen zu verwenden.',
  unsupported:
    'Dieser Browser unterstützt keine Passkeys. Verwenden Sie einen anderen Browser oder eine neuere Version.',
  script: {
    waiting: 'Folgen Sie den Schritten, die Ihr Browser anzeigt.',
    sending: 'Einen Moment …',
    notAdded:
      'Es wurde kein Passkey hinzugefügt. Sie haben abgebrochen, oder es hat zu lange gedauert. Versuchen Sie es noch einmal, wenn Sie so weit sind.',
    notUsed:
      'Das hat nicht geklappt. Sie haben abgebrochen, oder Ihr Passkey ist nicht auf diesem Gerät. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.',
    timedOut: 'Das hat zu lange gedauert. Versuchen Sie es noch einmal.',
    alreadyHere:
      'Ihr Konto hat auf diesem Gerät bereits einen Passkey. Verwenden Sie ein anderes Gerät oder einen Sicherheitsschlüssel.',
    notAllowed: 'Ihr Browser erlaubt hier keine Passkeys. Öffnen Sie diese Seite in einem eigenen Tab.',
    unable:
      'Dieses Gerät kann für diese Website keinen Passkey erstellen. Verwenden Sie ein anderes Gerät oder einen Sicherheitsschlüssel.',
    unreachable:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung, und versuchen Sie es dann noch einmal.',
    failed: 'Das hat nicht geklappt. Laden Sie die Seite neu, und versuchen Sie es dann noch einmal.',
  },
  refusals: {
    unreadable:
      'Die Antwort Ihres Browsers ist nicht lesbar. Versuchen Sie es noch einmal, oder verwenden Sie einen anderen Browser.',
    expired:
      'Das hat länger als fünf Minuten gedauert oder wurde zweimal gesendet. Versuchen Sie es noch einmal.',
    elsewhere:
      'Dieser Passkey gehört zu einer anderen Website oder Adresse. Verwenden Sie einen, den Sie hier hinzugefügt haben.',
    unknown:
      'Dieser Passkey gehört nicht zu Ihrem Konto. Vielleicht wurde er entfernt. Verwenden Sie einen anderen.',
    unproved:
      'Dieser Passkey konnte nicht geprüft werden. Versuchen Sie es noch einmal, oder verwenden Sie einen anderen.',
    changed:
      'Das ist nicht der Passkey, den Sie hinzugefügt haben. Verwenden Sie einen anderen, und entfernen Sie dann diesen.',
    alreadyAdded:
      'Dieser Passkey wird bereits verwendet. Verwenden Sie ein anderes Gerät oder einen Sicherheitsschlüssel.',
    unusable:
      'Diese Art von Passkey wird nicht unterstützt. Verwenden Sie ein anderes Gerät oder einen Sicherheitsschlüssel.',
    noPasskey: 'Ihr Konto hat keinen Passkey für diese Website. Wählen Sie einen anderen Weg.',
    badName: (most) => `Geben Sie einen Namen mit 1 bis ${most} Zeichen ein.`,
  },
}
