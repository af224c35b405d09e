import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} verlangt bald die Zwei-Faktor-Authentifizierung`,
  prompt: ({ at, workspace, span }) =>
    say`Ab ${at} lässt sich ${workspace} nur noch mit Zwei-Faktor-Authentifizierung öffnen. Sie haben noch ${span}, um sie einzurichten.`,
  whatItTakes:
    'Es dauert zwei Minuten: Verwenden Sie einen Passkey. Oder scannen Sie mit einer App auf Ihrem Telefon einen QR-Code, und geben Sie den Code ein, den die App anzeigt.',
  later: 'Später erinnern',
  whyText: ({ workspace }) =>
    say`Die Admins von ${workspace} verlangen die Zwei-Faktor-Authentifizierung. Ein gestohlenes Passwort reicht dann nicht für den Zugang.`,
  facts: {
    workspace: 'Arbeitsbereich',
    host: 'Adresse',
    role: 'Ihre Rolle',
    from: 'Pflicht ab',
    since: 'Pflicht seit',
    left: 'Verbleibende Zeit',
  },
  unsavedTitle: 'Ihr Formular wurde nicht gespeichert',
  unsaved: ({ workspace }) => say`Was Sie gerade an ${workspace} gesendet haben, wurde nicht gespeichert.`,
  unsavedWhy: ({ workspace }) =>
    say`Wir mussten zuerst Ihre Anmeldung prüfen. Deshalb ist bei ${workspace} nichts angekommen. Gehen Sie weiter, und senden Sie es noch einmal.`,
  continueTo: ({ workspace }) => say`Weiter zu ${workspace}`,
  setUpNow: 'Jetzt einrichten',
  notProvedThere: ({ provider }) =>
    say`${provider} hat bei Ihrer Anmeldung keinen zweiten Faktor bestätigt. Wenn Sie dort einen haben, bestätigen Sie ihn dort, und Sie gelangen direkt weiter. Wenn nicht, richten Sie ihn hier ein.`,
  proveThere: ({ provider }) => say`Bei ${provider} bestätigen`,
  blockedTitle: (workspace) => `${workspace} verlangt die Zwei-Faktor-Authentifizierung`,
  blocked: ({ at }) =>
    say`Seit ${at} lässt sich dieser Arbeitsbereich nur noch mit Zwei-Faktor-Authentifizierung öffnen. Richten Sie sie ein, und Sie gelangen direkt dorthin.`,
  blockedOnceEnabled: 'Richten Sie sie ein, und Sie gelangen direkt dorthin.',
  unaffected: ({ others }) =>
    say`Sie bleiben Mitglied und behalten Ihre Rolle. ${others('Ihre anderen Arbeitsbereiche')} sind nicht betroffen.`,
  notAMemberTitle: (workspace) => `Sie sind kein Mitglied von ${workspace}`,
  notAMember: ({ email, workspace }) =>
    say`Sie sind als ${email} angemeldet. Bitten Sie einen Admin von ${workspace}, Sie hinzuzufügen, oder verwenden Sie ein anderes Konto.`,
  useAnotherAccount: 'Anderes Konto verwenden',
  otherWayTitle: (workspace) => `Melden Sie sich auf einem anderen Weg an, um ${workspace} zu öffnen`,
  noWayOpen: ({ provider }) =>
    say`Sie haben sich mit ${provider} angemeldet. Dieser Arbeitsbereich erlaubt das nicht. Von den erlaubten Wegen ist zurzeit keiner verfügbar. Wenden Sie sich an einen Admin.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`Sie haben sich mit ${provider} angemeldet. ${workspace} erlaubt das nicht. Melden Sie sich stattdessen mit ${ways} an.`,
  mustBelong: ({ email, what, others }) =>
    say`Der Weg, den Sie wählen, muss mit Ihrem Konto ${email} verknüpft sein. ${what('Verknüpfte Wege anzeigen')}. Wenn er noch nicht verknüpft ist, bitten Sie das Support-Team Ihrer Plattform, ihn zu verknüpfen. Oder gehen Sie zu ${others('Ihren anderen Arbeitsbereichen')}.`,
}
