import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `Mitglieder von ${workspace}`,
  refusals: {
    'not-an-address': 'Geben Sie eine gültige E-Mail-Adresse ein.',
    'not-a-role': 'Wählen Sie eine Rolle.',
    'not-a-member': 'Diese Person ist kein Mitglied mehr.',
    'already-a-member': 'Diese Person ist bereits Mitglied. Ändern Sie ihre Rolle unten in der Liste.',
    'not-allowed': 'Nur Eigentümer können Eigentümer hinzufügen oder entfernen.',
    'last-owner':
      'Ein Arbeitsbereich braucht einen Eigentümer. Machen Sie zuerst ein anderes Mitglied zum Eigentümer.',
    'last-enrolled-owner':
      'Dieser Arbeitsbereich verlangt die Zwei-Faktor-Authentifizierung, und nur noch dieser Eigentümer hat sie eingerichtet. Machen Sie zuerst ein anderes Mitglied, das sie eingerichtet hat, zum Eigentümer.',
    'changed-meanwhile':
      'Jemand anderes hat dieses Mitglied gerade geändert. Prüfen Sie die Liste, und versuchen Sie es noch einmal.',
  },
  done: { put: 'Gespeichert.', removed: 'Entfernt. Der Zugang endet innerhalb weniger Minuten.' },
  noSuchAccount: ({ contact }) =>
    say`Zu dieser E-Mail-Adresse gibt es kein Konto. Wenden Sie sich an ${contact}, um eines anlegen zu lassen. Fügen Sie die Person dann hier hinzu.`,
  standings: {
    enrolled: 'Eingerichtet',
    vouched: 'Zweiter Faktor beim Anbieter',
    pending: 'Noch nicht eingerichtet',
    overdue: 'Gesperrt bis zur Einrichtung',
    free: 'Nicht eingerichtet',
  },
  unusedImport: 'Importiert, noch nicht verwendet',
  add: 'Mitglied hinzufügen',
  accountFirst: ({ contact }) =>
    say`Sie können Personen hinzufügen, die bereits ein Konto auf dieser Plattform haben. Für alle anderen wenden Sie sich zuerst an ${contact}, um ein Konto anlegen zu lassen.`,
  email: 'E-Mail-Adresse',
  role: 'Rolle',
  save: 'Hinzufügen',
  standing: 'Nach Status filtern',
  all: (count) => `Alle ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  find: 'Mitglied suchen',
  findHint: 'Geben Sie den Anfang der E-Mail-Adresse ein.',
  search: 'Suchen',
  clearSearch: 'Suche zurücksetzen',
  audited: 'Nach E-Mail-Adresse sortiert. Aufrufe dieser Liste werden im Audit-Protokoll festgehalten.',
  nobody: 'Zu diesem Filter gibt es keine Mitglieder.',
  changeRole: 'Rolle ändern',
  roleOf: (member) => `Rolle von ${member}`,
  changeRoleOf: (member) => `Rolle ändern: ${member}`,
  remove: 'Entfernen',
  removeThis: (member) => `${member} entfernen`,
  removalTitle: 'Mitglied entfernen',
  removalQuestion: ({ email }) => say`${email} entfernen?`,
  removalConsequence: ({ workspace }) =>
    say`Diese Person verliert innerhalb weniger Minuten den Zugang zu ${workspace}. Ihr Konto bleibt bestehen, und Sie können sie jederzeit wieder hinzufügen.`,
  keep: 'Abbrechen',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `Anmeldung bei ${workspace}`,
  title: 'Anmeldewege',
  explanation: ({ workspace }) =>
    say`Mitglieder können ${workspace} nur auf den hier ausgewählten Wegen öffnen. Wer auf einem anderen Weg angemeldet ist, muss sich neu anmelden. Mitgliedschaften und Rollen ändern sich nicht. Bitten Sie vor dem Speichern alle, unter „Sicherheit“ einen erlaubten Weg zu verknüpfen. Danach kann das nur noch das Support-Team Ihrer Plattform für sie tun.`,
  allowed: 'Erlaubte Anmeldewege',
  secondFactorCounts: 'der zweite Faktor von dort wird hier akzeptiert',
  save: 'Speichern',
  none: 'Wählen Sie mindestens einen Anmeldeweg. Sonst hätte niemand mehr Zugang.',
  own: (provider) =>
    `Sie sind selbst mit ${provider} angemeldet. Um diesen Weg zu entfernen, melden Sie sich zuerst auf einem anderen an.`,
  gone: 'Einer dieser Anmeldewege ist nicht mehr verfügbar. Wählen Sie noch einmal.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `API-Tokens von ${workspace}`,
  refusals: {
    'not-a-name': 'Geben Sie einen Namen mit höchstens 100 Zeichen in einer Zeile ein.',
    'made-already':
      'Dieses Token wurde bereits erstellt, weil das Formular zweimal gesendet wurde. Wenn Sie das Token nicht kopiert haben, widerrufen Sie es, und erstellen Sie ein neues.',
    'too-many': 'Dieser Arbeitsbereich hat bereits 100 Tokens. Widerrufen Sie zuerst eines davon.',
  },
  notALifetime: (mostDays) => `Wählen Sie eine Gültigkeit von 1 bis ${mostDays} Tagen.`,
  revoked:
    'Token widerrufen. Es funktioniert nicht mehr. Einladungen, die es verschickt hat, bleiben offen. Prüfen Sie diese unter „Mitglieder“.',
  make: 'Token erstellen',
  explanation: ({ api }) =>
    say`Mit einem Token rufen Programme die ${api('API')} im Namen dieses Arbeitsbereichs auf. Es funktioniert nicht mehr, wenn Sie Ihre Rolle hier verlieren.`,
  name: 'Name',
  lasts: 'Gültigkeit',
  submit: 'Erstellen',
  title: 'Tokens',
  none: 'Noch keine Tokens.',
  made: ({ token }) =>
    say`Token ${token} erstellt. Kopieren Sie es jetzt. Es wird nicht noch einmal angezeigt.`,
  operator: 'dem Support-Team Ihrer Plattform',
  madeBy: ({ maker, at, endsAt }) => say`Erstellt von ${maker} am ${at}, gültig bis ${endsAt}`,
  revoke: 'Widerrufen',
  revokeThis: (token) => `${token} widerrufen`,
}
