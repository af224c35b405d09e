import { say } from '../sentence.ts'
import type { RecoveryWords } from '../words.ts'
import { write } from './write.ts'

export const recovery: RecoveryWords = {
  title: 'Neuen zweiten Faktor einrichten',
  lead: 'Ihre bisherige Authenticator-App, Ihre Passkeys und Ihre Wiederherstellungscodes funktionieren, bis Sie hier fertig sind. Danach funktionieren sie nicht mehr, und Ihre anderen Browser werden abgemeldet.',
  finish: 'Fertigstellen',
  firstTitle: 'Melden Sie sich zuerst an',
  firstText:
    'Dieser Link funktioniert nur zusammen mit Ihrem Passwort oder Ihrem gewohnten Anmeldeweg. Melden Sie sich an, dann kehren Sie hierher zurück. Sie werden nicht nach einem Code gefragt.',
  deadTitle: 'Dieser Link funktioniert nicht',
  deadText:
    'Ein Link funktioniert einmal und 60 Minuten lang, und ein neuer Link ersetzt einen älteren. Das Öffnen hat nichts geändert. Wenn Sie noch einen Link brauchen, melden Sie sich an, um einen neuen zu bekommen.',
  otherTitle: 'Melden Sie sich auf einem anderen Weg an',
  otherText:
    'Einer Ihrer Arbeitsbereiche lässt diesen Anmeldeweg nicht zu. Melden Sie sich auf einem anderen Weg an. Öffnen Sie dann den Link noch einmal.',
  stopTitle: 'Diese Wiederherstellung stoppen?',
  stopText: ({ at }) =>
    say`Jemand hat am ${at} darum gebeten, den zweiten Faktor dieses Kontos zu ersetzen. Wenn Sie das nicht waren, stoppen Sie es. Ihr zweiter Faktor bleibt dann, wie er ist.`,
  stop: 'Wiederherstellung stoppen',
  stoppedTitle: 'Die Wiederherstellung wurde gestoppt',
  stoppedText:
    'Ihr zweiter Faktor hat sich nicht geändert. Wenn Sie nicht um die Wiederherstellung gebeten haben, kennt vielleicht jemand Ihr Passwort. Ändern Sie es sofort.',
  overTitle: 'Diese Wiederherstellung ist vorbei',
  overText: ({ contact }) =>
    say`Sie wurde gestoppt oder abgeschlossen, oder es ist zu viel Zeit vergangen. Wenn Ihr zweiter Faktor ersetzt wurde und Sie das nicht waren, wenden Sie sich sofort an ${contact}.`,
  own: {
    title: 'Telefon und Codes verloren?',
    admins:
      'Zwei Administratoren jedes Ihrer Arbeitsbereiche, die die Zwei-Faktor-Authentifizierung verlangen, müssen zustimmen. Dann schicken wir Ihnen einen Link, mit dem Sie einen neuen zweiten Faktor einrichten.',
    operatorToo: ({ contact }) =>
      say`Einer Ihrer Arbeitsbereiche hat zu wenige Administratoren. Deshalb muss auch ${contact} zustimmen.`,
    steps:
      'Sie erhalten jetzt und bei jedem Schritt eine E-Mail. Es ändert sich nichts, bis Sie den neuen zweiten Faktor eingerichtet haben.',
    ask: 'Meine Administratoren fragen',
    orWait:
      'Oder warten Sie 72 Stunden, ohne jemanden zu fragen. Wir erinnern Sie jeden Tag per E-Mail und schicken Ihnen dann den Link.',
    onlyWait:
      'Sie können 72 Stunden warten. Wir erinnern Sie jeden Tag per E-Mail und schicken Ihnen dann den Link.',
    wait: '72 Stunden warten',
    readyOn: ({ at }) =>
      say`Die Wartezeit endet am ${at}. Dann schicken wir Ihnen den Link. Bis dahin erhalten Sie jeden Tag eine E-Mail.`,
    onlyContact: ({ contact }) =>
      say`Wenden Sie sich an ${contact}. Dort wird zuerst geprüft, ob Sie es wirklich sind.`,
    alsoContact: ({ contact }) =>
      say`Eilt es? Wenden Sie sich auch an ${contact}. Dort wird zuerst geprüft, ob Sie es wirklich sind.`,
    back: 'Ich habe mein Telefon oder einen Code gefunden',
    waitingTitle: 'Ihre Wiederherstellung läuft',
    waiting: ({ at }) =>
      say`Sie wurde am ${at} angefragt. Jetzt müssen Ihre Administratoren zustimmen. Bei jedem Schritt erhalten Sie eine E-Mail. Sie können diese Seite schließen.`,
    agreed: ({ at }) => say`Wir haben Ihnen am ${at} einen Link geschickt. Er funktioniert 60 Minuten lang.`,
    again: 'Noch einen Link schicken',
    sent: 'Wir haben Ihnen einen neuen Link geschickt. Frühere Links funktionieren nicht mehr.',
    ends: ({ at }) => say`Wenn Sie sie nicht abschließen, endet die Wiederherstellung am ${at}.`,
    tooMany: 'Das wurde zu oft angefragt. Versuchen Sie es morgen wieder.',
    noMore:
      'Wir können jetzt keinen weiteren Link schicken. Warten Sie eine Minute, und sehen Sie in den E-Mails nach, die Sie schon haben.',
  },
  admin: {
    title: 'Konto wiederherstellen',
    titleOf: ({ email }) => say`Konto von ${email} wiederherstellen`,
    lead: 'Für ein Mitglied, das jeden zweiten Faktor verloren hat. Zwei Eigentümer oder Administratoren jedes Arbeitsbereichs, der die Zwei-Faktor-Authentifizierung verlangt, müssen zustimmen. Dann erhält das Mitglied einen Link per E-Mail, der auch das Passwort braucht.',
    check: 'Vergewissern Sie sich zuerst, dass es wirklich diese Person ist, zum Beispiel durch einen Anruf.',
    newAddress: ({ at }) =>
      say`Die E-Mail-Adresse dieses Kontos wurde am ${at} geändert. Das kann jemand anderes getan haben. Rufen Sie die Person unter einer Nummer an, die Sie schon kennen, und vertrauen Sie keiner E-Mail von der neuen Adresse.`,
    mailedPassword: ({ at }) =>
      say`Das Passwort wurde am ${at} über einen Link in einer E-Mail gesetzt. Das kann jeder, der dieses Postfach liest. Weder eine E-Mail noch das Passwort beweisen also, wer es ist.`,
    reason: 'Grund',
    reasonHint:
      'Wie haben Sie geprüft, dass es wirklich diese Person ist? Wird im Audit-Protokoll festgehalten.',
    ask: 'Wiederherstellung anfragen und zustimmen',
    agree: 'Zustimmen',
    stop: 'Wiederherstellung stoppen',
    stopLead:
      'Ist es nicht diese Person? Stoppen Sie die Wiederherstellung. Sie kann erneut angefragt werden.',
    askedElsewhere: ({ at }) =>
      say`Am ${at} von einem Administrator eines anderen Arbeitsbereichs angefragt.`,
    asked: ({ at, who }) => say`Angefragt am ${at} von ${who}.`,
    approvals: 'Für diesen Arbeitsbereich zugestimmt',
    approval: ({ who, at, reason }) => say`${who} am ${at}: ${reason}`,
    operatorToo: ({ contact }) =>
      say`Dieser Arbeitsbereich hat weniger als zwei Administratoren, die zustimmen können. Deshalb muss auch ${contact} zustimmen.`,
    readyOn: ({ at }) =>
      say`Diese Person wartet. Am ${at} bekommt sie den Link, wenn niemand die Wiederherstellung stoppt. Wenn alle zustimmen, bekommt sie ihn früher.`,
    elsewhere: 'Vielleicht müssen auch andere Arbeitsbereiche dieser Person zustimmen.',
    linked: ({ at }) => say`Am ${at} wurde ein Link gesendet.`,
    listTitle: 'Wiederherstellungen',
    open: 'Entscheiden',
    openThis: (name) => `Über ${name} entscheiden`,
    lostDevice: 'Gerät verloren',
    lostDeviceOf: (name) => `${name} hat das Gerät verloren`,
    back: 'Zurück zu den Mitgliedern',
    stillHere: (count) =>
      write.plural(count, {
        one: 'Noch ein Eigentümer oder Administrator dieses Arbeitsbereichs muss zustimmen.',
        other: `Noch ${count} Eigentümer oder Administratoren dieses Arbeitsbereichs müssen zustimmen.`,
      }),
    done: {
      asked: 'Die Wiederherstellung wurde angefragt, und Sie haben zugestimmt.',
      agreed: 'Sie haben zugestimmt.',
      stopped: 'Die Wiederherstellung wurde gestoppt.',
    },
    refusals: {
      'not-an-address': 'Geben Sie eine gültige E-Mail-Adresse ein.',
      'unusable-reason': 'Geben Sie einen Grund mit 1 bis 500 Zeichen ein.',
      'not-a-member': 'Diese Person ist kein Mitglied mehr.',
      'own-recovery':
        'Niemand kann der eigenen Wiederherstellung zustimmen. Fragen Sie einen anderen Eigentümer oder Administrator.',
      'no-mail': 'Hier ist keine E-Mail eingerichtet. Deshalb kann kein Link gesendet werden.',
      'nothing-to-recover': 'Dieses Mitglied hat keinen zweiten Faktor, der wiederhergestellt werden könnte.',
      'not-concerned':
        'Dieser Arbeitsbereich verlangt von niemandem die Zwei-Faktor-Authentifizierung. Deshalb kann er nicht entscheiden.',
      'never-entered':
        'Diese Person hat diesen Arbeitsbereich noch nie geöffnet. Deshalb können seine Administratoren keine Wiederherstellung anfragen.',
      'recovery-open': 'Jemand hat diese Wiederherstellung gerade angefragt. Sie können unten zustimmen.',
      'too-many-recoveries':
        'In diesem Arbeitsbereich wurden an einem Tag zehn Wiederherstellungen angefragt. Versuchen Sie es morgen wieder.',
      'already-approved': 'Sie haben bereits zugestimmt.',
      'too-late': 'Diese Wiederherstellung ist vorbei, oder ihr Link wurde schon gesendet.',
      'too-new':
        'Entscheiden können Sie, wenn Sie vor der Anfrage seit sieben Tagen hier Administrator sind und einen zweiten Faktor haben. Fragen Sie einen anderen Eigentümer oder Administrator.',
    },
  },
}
