import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `Mitglieder von ${workspace}`,
  refusals: {
    'not-an-address': 'Das ist keine E-Mail-Adresse.',
    'not-a-role': 'Wählen Sie eine der Rollen.',
    'no-such-account': 'Zu dieser Adresse gibt es kein Konto. Konten legen die Betreiber der Plattform an.',
    'not-a-member': 'Diese Person ist kein Mitglied mehr.',
    'already-a-member': 'Diese Person ist schon Mitglied. Ändern Sie ihre Rolle in der Liste.',
    'not-allowed': 'Nur Eigentümer können die Rolle Eigentümer geben oder nehmen.',
    'last-owner':
      'Ein Arbeitsbereich braucht einen Eigentümer. Geben Sie diese Rolle zuerst einem anderen Mitglied.',
    'last-enrolled-owner':
      'Das ist die letzte Person mit der Rolle Eigentümer, die Zwei-Faktor-Authentifizierung hat, und dieser Arbeitsbereich verlangt sie. Geben Sie die Rolle zuerst einem anderen Mitglied, das sie eingerichtet hat.',
    'changed-meanwhile':
      'Inzwischen hat jemand anderes dieses Mitglied geändert. Sehen Sie noch einmal nach.',
  },
  done: { put: 'Gespeichert.', removed: 'Entfernt. Der Zugang schließt sich innerhalb von Minuten.' },
  standings: {
    enrolled: 'Eingerichtet',
    vouched: 'Zweiter Faktor beim Anbieter',
    pending: 'Noch nicht eingerichtet',
    overdue: 'Gesperrt bis zur Einrichtung',
    free: 'Nicht eingerichtet',
  },
  add: 'Mitglied hinzufügen',
  email: 'E-Mail-Adresse',
  role: 'Rolle',
  save: 'Hinzufügen',
  standing: 'Stand',
  all: (count) => `Alle ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  audited: 'Jeder Blick in diese Liste wird protokolliert.',
  nobody: 'Hier ist niemand.',
  changeRole: 'Rolle ändern',
  roleOf: (member) => `Rolle von ${member}`,
  changeRoleOf: (member) => `Rolle ändern: ${member}`,
  remove: 'Entfernen',
  removeThis: (member) => `${member} entfernen`,
  removalTitle: 'Mitglied entfernen',
  removalQuestion: ({ email }) => say`${email} entfernen?`,
  removalConsequence: ({ workspace }) =>
    say`Der Zugang dieser Person zu ${workspace} schließt sich innerhalb von Minuten. Ihr Konto bleibt, und Sie können sie jederzeit wieder hinzufügen.`,
  keep: 'Behalten',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `Anmeldung bei ${workspace}`,
  title: 'Anmeldewege',
  explanation: ({ workspace }) =>
    say`Mitglieder kommen nur auf den hier angekreuzten Wegen zu ${workspace}. Wer auf einem anderen Weg angemeldet ist, muss sich neu anmelden; Mitgliedschaften und Rollen bleiben. Lassen Sie zuerst alle unter „Sicherheit“ einen erlaubten Weg verknüpfen: Nach dem Speichern können das nur noch die Betreiber für sie tun.`,
  allowed: 'Erlaubt',
  secondFactorCounts: 'der eigene zweite Faktor gilt hier',
  save: 'Speichern',
  none: 'Wählen Sie mindestens einen Weg: Sonst käme niemand hinein.',
  own: (provider) =>
    `Sie selbst sind über ${provider} gekommen. Um diesen Weg wegzulassen, melden Sie sich zuerst auf einem anderen an.`,
  gone: 'Einer dieser Wege ist nicht mehr eingerichtet. Wählen Sie noch einmal.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `API-Tokens von ${workspace}`,
  refusals: {
    'not-a-name': 'Geben Sie ihm einen Namen von höchstens 100 Zeichen, in einer Zeile.',
    'made-already':
      'Dieses Token ist schon erstellt: Die Seite wurde zweimal abgeschickt. Wenn Sie es nicht kopiert haben, widerrufen Sie es, und erstellen Sie ein neues.',
    'too-many': 'Dieser Arbeitsbereich hat hundert Tokens. Widerrufen Sie zuerst eines.',
  },
  notALifetime: (mostDays) => `Wählen Sie, wie lange es gilt: 1 bis ${mostDays} Tage.`,
  revoked: 'Widerrufen. Es öffnet nichts mehr.',
  make: 'Token erstellen',
  explanation: ({ api }) =>
    say`Für Programme, die die ${api('API')} im Namen dieses Arbeitsbereichs nutzen. Es endet mit Ihrer Rolle hier.`,
  name: 'Name',
  lasts: 'Gültigkeit',
  submit: 'Erstellen',
  title: 'Tokens',
  none: 'Es gibt keine.',
  made: ({ token }) =>
    say`${token} ist erstellt. Kopieren Sie es jetzt: Es wird nur dieses eine Mal gezeigt.`,
  operator: 'den Betreibern',
  madeBy: ({ maker, at, endsAt }) => say`Erstellt von ${maker} am ${at}, endet am ${endsAt}`,
  revoke: 'Widerrufen',
  revokeThis: (token) => `${token} widerrufen`,
}

export const audit: Words['audit'] = {
  titleOf: (workspace) => `Protokoll von ${workspace}`,
  actions: {
    'workspace.put': 'Arbeitsbereich eingerichtet oder geändert',
    'workspace.entered': 'Eingelassen',
    'workspace.refused': 'Abgewiesen',
    'prompt.deferred': 'Wollte später erinnert werden',
    'policy.changed': 'Richtlinie geändert',
    'providers.changed': 'Anmeldewege geändert',
    'appearance.changed': 'Name oder Farbe geändert',
    'logo.changed': 'Logo geändert',
    'logo.removed': 'Logo entfernt',
    'member.put': 'Mitglied hinzugefügt oder Rolle geändert',
    'member.removed': 'Mitglied entfernt',
    'members.viewed': 'Mitgliederliste angesehen',
    'token.created': 'API-Token erstellt',
    'token.revoked': 'API-Token widerrufen',
  },
  nothing: 'Noch ist nichts geschehen.',
  older: 'Ältere',
  from: ({ ip }) => say`von ${ip}`,
  chained: 'Jeder Eintrag trägt den Hash des vorigen.',
  export: 'Alles exportieren',
}
