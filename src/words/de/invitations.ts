import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `${workspace} verlassen`,
    question: ({ workspace }) => say`${workspace} verlassen?`,
    holds: {
      'last-owner':
        'Dieser Arbeitsbereich hat außer Ihnen keinen Eigentümer. Machen Sie zuerst ein anderes Mitglied zum Eigentümer.',
      'last-enrolled-owner':
        'Dieser Arbeitsbereich verlangt die Zwei-Faktor-Authentifizierung, und außer Ihnen hat sie kein Eigentümer eingerichtet. Machen Sie zuerst ein anderes Mitglied, das sie eingerichtet hat, zum Eigentümer.',
    },
    consequence: ({ workspace }) =>
      say`Ihr Zugriff auf ${workspace} endet innerhalb weniger Minuten. Ihr Konto behalten Sie. Um zurückzukommen, muss ein Admin Sie neu einladen oder hinzufügen.`,
    tokens: 'API-Tokens und Dienst-Tokens, die Sie erstellt haben, gelten ab sofort nicht mehr.',
    toMembers: 'Mitglieder ansehen',
    submit: 'Verlassen',
    stay: 'Bleiben',
  },
  invitation: {
    titleOf: (workspace) => `${workspace} beitreten`,
    facts: { email: 'Für', role: 'Rolle', inviter: 'Eingeladen von', until: 'Gültig bis' },
    otherAccount: ({ email, other }) =>
      say`Diese Einladung ist für ${email}. Sie sind als ${other} angemeldet.`,
    consequence: ({ workspace }) =>
      say`Sie können ${workspace} jederzeit wieder verlassen. Die Admins können von Mitgliedern Zwei-Faktor-Authentifizierung verlangen.`,
    accept: 'Einladung annehmen',
    enrolFirst: ({ workspace }) =>
      say`${workspace} verlangt Zwei-Faktor-Authentifizierung. Richten Sie sie zuerst ein. Danach kommen Sie hierher zurück und nehmen die Einladung an.`,
    signInFirst: ({ email }) => say`Melden Sie sich zum Annehmen als ${email} an.`,
    signIn: 'Anmelden',
    makeAccount: ({ email }) =>
      say`Erstellen Sie zum Annehmen Ihr Konto. Ab dann melden Sie sich mit ${email} und diesem Passwort an.`,
    name: 'Ihr Name',
    unusableName: 'Geben Sie Ihren Namen ein: bis zu 100 Zeichen in einer Zeile.',
    password: 'Passwort',
    passwordAgain: 'Passwort bestätigen',
    notRepeated: 'Die Passwörter stimmen nicht überein. Geben Sie beide noch einmal ein.',
    makeAndJoin: 'Konto erstellen und beitreten',
    makeAndGoOn: 'Konto erstellen',
    changed:
      'In der Zwischenzeit hat sich etwas geändert. Prüfen Sie diese Seite und versuchen Sie es noch einmal.',
    noWay: ({ contact }) =>
      say`Sie brauchen zuerst ein Konto. Bitten Sie ${contact}, eines für diese Adresse anzulegen. Öffnen Sie diesen Link dann noch einmal.`,
    acceptedTitle: 'Sie haben diese Einladung angenommen',
    endedTitle: 'Diese Einladung gilt nicht mehr',
    expired: ({ workspace }) =>
      say`Sie ist abgelaufen. Bitten Sie einen Admin von ${workspace}, sie noch einmal zu senden.`,
    over: 'Sie wurde zurückgezogen, durch eine neuere Nachricht ersetzt oder schon verwendet. Suchen Sie nach einer neueren Nachricht, oder fragen Sie die Person, die Sie eingeladen hat.',
  },
  members: {
    invite: 'Jemanden einladen',
    explanation:
      'Die Person bekommt eine E-Mail mit einem Link und wird Mitglied, wenn sie annimmt. Ein Konto braucht sie noch nicht.',
    submit: 'Einladung senden',
    limits: ({ days, aDay, aWeek, open }) =>
      `Der Link gilt ${days} Tage. Sie können ${aDay} Einladungen am Tag senden, und ${aWeek} in der Woche an dieselbe Adresse. Höchstens ${open} können offen sein.`,
    noMail: ({ contact }) =>
      say`Diese Plattform versendet keine E-Mails, deshalb können Sie niemanden einladen. Bitten Sie ${contact}, ein Konto anzulegen. Fügen Sie die Person dann unten hinzu.`,
    addWithout:
      'Personen, die bereits ein Konto haben, können Sie ohne Einladung hinzufügen. Sie werden nicht gefragt.',
    title: 'Einladungen',
    none: 'Keine offenen Einladungen.',
    states: { open: 'Eingeladen', expired: 'Abgelaufen', accepted: 'Angenommen' },
    sent: ({ at, until }) => say`Gesendet am ${at}. Der Link gilt bis ${until}.`,
    expired: 'Der Link gilt nicht mehr. Senden Sie die Einladung noch einmal, oder ziehen Sie sie zurück.',
    resend: 'Noch einmal senden',
    resendThis: (email) => `Noch einmal senden an ${email}`,
    revoke: 'Zurückziehen',
    revokeThis: (email) => `Zurückziehen: Einladung von ${email}`,
    tooMany: ({ span }) => say`Zu viele Einladungen. Versuchen Sie es in ${span} noch einmal.`,
    refusals: {
      'changed-meanwhile':
        'Jemand anderes hat diese Einladung gerade geändert. Prüfen Sie die Liste und versuchen Sie es noch einmal.',
      'not-found': 'Diese Einladung gibt es nicht mehr.',
      'already-accepted': 'Diese Einladung wurde schon angenommen.',
    },
    done: {
      sent: 'Einladung gesendet.',
      open: 'Diese Adresse hat schon eine offene Einladung. Es wurde nichts gesendet.',
      resent: 'Noch einmal gesendet. Der Link der vorigen Nachricht gilt weiterhin.',
      revoked: 'Zurückgezogen. Der Link gilt nicht mehr.',
    },
  },
}
