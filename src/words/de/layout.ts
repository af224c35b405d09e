import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const layout: Words['layout'] = {
  skip: 'Zum Inhalt springen',
  mainNavigation: 'Hauptnavigation',
  workspaces: 'Arbeitsbereiche',
  security: 'Sicherheit',
  signedInAs: ({ email }) => say`Angemeldet als ${email}`,
  language: 'Sprache',
  notNow: 'Jetzt nicht',
  pages: 'Seiten',
  back: 'Zurück',
  more: 'Weiter',
  whyAsked: 'Warum werde ich gefragt?',
  operator: 'das Support-Team Ihrer Plattform',
  supportAddress: ({ address }) => say`${address}`,
  password: 'Passwort',
  roles: { owner: 'Eigentümer', admin: 'Admin', member: 'Mitglied' },
  browser: 'Unbekannter Browser',
  browserOn: (browser, system) => `${browser} unter ${system}`,
  workspaceAt: ({ workspace, host }) => say`${workspace} (${host})`,
  copy: 'Kopieren',
  copied: 'Kopiert',
  notCopied: 'Kopieren fehlgeschlagen',
  yourTime: '(Ihre Ortszeit)',
  securedBy: ({ product }) => `Gesichert durch ${product}`,
  tooManyAttempts: ({ span }) => say`Zu viele Versuche. Versuchen Sie es in ${span} noch einmal.`,
}

export const settings: Words['settings'] = {
  account: 'Kontoeinstellungen',
  accountTabs: { security: 'Sicherheit', sessions: 'Sitzungen' },
  workspace: ({ workspace }) => say`Einstellungen von ${workspace}`,
  workspaceSettings: 'Einstellungen',
  workspaceTabs: {
    security: 'Sicherheit',
    'sign-in': 'Anmeldung',
    appearance: 'Erscheinungsbild',
    members: 'Mitglieder',
    access: 'Zugriff',
    tokens: 'API-Tokens',
    audit: 'Audit-Protokoll',
  },
  saved: 'Gespeichert. Gilt innerhalb einer Minute überall.',
  notSaved: 'Noch nicht gespeichert. Prüfen Sie das Formular, und speichern Sie es.',
}
