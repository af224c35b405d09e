import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} bittet um Zwei-Faktor-Authentifizierung`,
  prompt: ({ at, workspace, span }) =>
    say`Ab ${at} steht ${workspace} nur noch denen offen, die sie eingerichtet haben. Verbleibende Zeit: ${span}.`,
  whatItTakes:
    'Es dauert zwei Minuten: Scannen Sie mit einer App auf Ihrem Telefon einen QR-Code, und geben Sie den Code ein, den sie anzeigt.',
  later: 'Später erinnern',
  whyText: ({ workspace }) =>
    say`Die Admins von ${workspace} verlangen sie von allen Mitgliedern, damit ein gestohlenes Passwort dort nichts öffnet.`,
  facts: {
    workspace: 'Arbeitsbereich',
    host: 'Adresse',
    role: 'Ihre Rolle',
    from: 'Verlangt ab',
    since: 'Verlangt seit',
    left: 'Verbleibende Zeit',
  },
  unsavedTitle: 'Ihr Formular wurde nicht gespeichert',
  unsaved: ({ workspace }) => say`Was Sie gerade an ${workspace} gesendet haben, wurde nicht gespeichert.`,
  unsavedWhy: ({ workspace }) =>
    say`Wir mussten zuerst Ihre Anmeldung prüfen. Deshalb kam nichts bei ${workspace} an. Gehen Sie weiter, und senden Sie es noch einmal.`,
  continueTo: ({ workspace }) => say`Weiter zu ${workspace}`,
  setUpNow: 'Jetzt einrichten',
  notProvedThere: ({ provider }) =>
    say`${provider} hat bei Ihrer Anmeldung keinen zweiten Faktor bestätigt. Wenn Sie dort einen verwenden, bestätigen Sie ihn dort: Dann sind Sie sofort drin. Wenn nicht, richten Sie ihn hier ein.`,
  proveThere: ({ provider }) => say`Bei ${provider} bestätigen`,
  blockedTitle: (workspace) => `${workspace} verlangt Zwei-Faktor-Authentifizierung`,
  blocked: ({ at }) =>
    say`Seit ${at} ist der Zugang nur noch mit ihr möglich. Sobald Sie sie eingerichtet haben, sind Sie drin.`,
  blockedOnceEnabled: 'Sobald Sie sie eingerichtet haben, sind Sie drin.',
  unaffected: ({ others }) =>
    say`Ihre Mitgliedschaft und Ihre Rolle bleiben, wie sie sind. ${others('Ihre anderen Arbeitsbereiche')} sind nicht betroffen.`,
  notAMemberTitle: (workspace) => `Sie sind kein Mitglied von ${workspace}`,
  notAMember: ({ email, workspace }) =>
    say`Sie sind als ${email} angemeldet, und ${workspace} kennt dieses Konto nicht. Bitten Sie einen der Admins, Sie hinzuzufügen.`,
  useAnotherAccount: 'Anderes Konto verwenden',
  otherWayTitle: (workspace) => `${workspace} verlangt einen anderen Anmeldeweg`,
  noWayOpen: ({ provider }) =>
    say`Sie haben sich mit ${provider} angemeldet. Von den Wegen, die die Admins erlaubt haben, ist zurzeit keiner offen. Fragen Sie einen von ihnen.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`Sie haben sich mit ${provider} angemeldet. Die Admins von ${workspace} erlauben nur diesen Weg: ${ways}.`,
  mustBelong: ({ email, what, others }) =>
    say`Er muss zu diesem Konto gehören, ${email}: ${what('Was gehört dazu?')} Wenn er es noch nicht tut, können die Betreiber dieser Plattform ihn verknüpfen; oder gehen Sie zu ${others('Ihren anderen Arbeitsbereichen')}.`,
}
