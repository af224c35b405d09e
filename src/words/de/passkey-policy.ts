import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { PasskeyPolicyWords } from '../words.ts'
import { write } from './write.ts'

const ofMembers = (members: number, among?: AppliesTo): string =>
  among === 'admins' ? `${members} Eigentümern und Admins` : `${members} Mitgliedern`

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'alle Eigentümer und Admins haben einen' : 'alle haben einen'

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one:
      among === 'admins'
        ? 'Der einzige Eigentümer hat einen Passkey.'
        : 'Das einzige Mitglied hat einen Passkey.',
    other: `Alle ${members} ${among === 'admins' ? 'Eigentümer und Admins' : 'Mitglieder'} haben einen Passkey.`,
  })

const areBlocked = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} von ${ofMembers(members, among)} ist gesperrt, bis ein Passkey hinzugefügt ist.`,
    other: `${blocked} von ${ofMembers(members, among)} sind gesperrt, bis sie einen Passkey hinzufügen.`,
  })

const willBeBlocked = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `wird ${blocked} von ${ofMembers(members, among)} gesperrt, bis ein Passkey hinzugefügt ist.`,
    other: `werden ${blocked} von ${ofMembers(members, among)} gesperrt, bis sie einen Passkey hinzufügen.`,
  })

const fromAdmins = (among?: AppliesTo): string => (among === 'admins' ? ' von Eigentümern und Admins' : '')

export const passkeyPolicy: PasskeyPolicyWords = {
  panel: {
    title: 'Passkey-Pflicht',
    why: 'Ein gestohlener oder weitergegebener Code hilft Angreifern nicht, wenn sie einen Passkey brauchen. Wer nur eine Authenticator-App hat, fügt einen Passkey hinzu und kommt wieder hinein.',
    require: 'Einen Passkey verlangen',
    timing: 'Beginn der Passkey-Pflicht',
    selfRecovery:
      'Mitglieder, die jeden zweiten Faktor verloren haben, können ihr Konto nach 72 Stunden ohne Administrator wiederherstellen',
    selfRecoveryHint:
      'Das gilt nicht für Eigentümer und Administratoren. Ohne diese Einstellung müssen zwei Administratoren zustimmen.',
    appliesTo: 'Gilt für',
    audiences: { everybody: 'Alle', admins: 'Eigentümer und Admins' },
    addOwn: ({ workspace, add }) =>
      say`Sie können diese Richtlinie ohne Passkey festlegen. Sobald sie in Kraft ist, brauchen Sie selbst einen, um ${workspace} zu öffnen. ${add('Passkey hinzufügen')}`,
    withPasskey: 'Mit Passkey',
    withApp: 'Nur mit App',
    share: (withPasskey, members) => `${withPasskey} von ${members} mit Passkey`,
    lacking: (lacking, members, among) =>
      write.plural(lacking, {
        one: `${lacking} von ${ofMembers(members, among)} hat noch keinen Passkey.`,
        other: `${lacking} von ${ofMembers(members, among)} haben noch keinen Passkey.`,
      }),
    who: 'Anzeigen, wer keinen Passkey hat.',
    extended: (members) =>
      write.plural(members, {
        one: `${members} Mitglied hat eine Fristverlängerung.`,
        other: `${members} Mitglieder haben eine Fristverlängerung.`,
      }),
  },
  effects: {
    lifted: 'Niemand braucht mehr einen Passkey. Mitglieder behalten die Passkeys, die sie haben.',
    stillOff: 'Noch keine Änderung. Niemand braucht einen Passkey.',
    unchangedSince: (since, among) =>
      `Noch keine Änderung. Ein Passkey ist seit ${since} Pflicht, und ${allHave(among)}.`,
    unchangedFrom: (from, among) =>
      `Noch keine Änderung. Ein Passkey ist ab ${from} Pflicht, und ${allHave(among)}.`,
    unchangedBlockedSince: (since, blocked, members, among) =>
      `Noch keine Änderung. Ein Passkey ist seit ${since} Pflicht. ${areBlocked(blocked, members, among)}`,
    unchangedBlockedFrom: (from, blocked, members, among) =>
      `Noch keine Änderung. Ab ${from} ${willBeBlocked(blocked, members, among)}`,
    nobodyNow: (members, among) =>
      `Ein Passkey ist Pflicht, sobald Sie speichern. Niemand wird gesperrt: ${everyoneHas(members, among)}`,
    blockedNow: (blocked, members, among) =>
      `Sobald Sie speichern, ${willBeBlocked(blocked, members, among)}`,
    nobodyFrom: (from, members, among) =>
      `Ein Passkey ist ab ${from} Pflicht. Nach heutigem Stand wird niemand gesperrt: ${everyoneHas(members, among)}`,
    blockedFrom: (from, blocked, members, among) => `Ab ${from} ${willBeBlocked(blocked, members, among)}`,
  },
  changes: {
    requiredFrom: ({ at }) => say`Passkey-Pflicht ab ${at}`,
    turnedOff: 'Passkey-Pflicht aufgehoben',
  },
  message: {
    scheduled: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) verlangt ab ${at}${fromAdmins(among)} einen Passkey. Bitte fügen Sie vorher einen hinzu. Sonst können Sie ${workspace} erst wieder öffnen, wenn Sie das nachgeholt haben.`,
    inEffect: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) verlangt seit ${at}${fromAdmins(among)} einen Passkey. Wenn Sie noch keinen haben, können Sie ${workspace} erst wieder öffnen, wenn Sie einen hinzugefügt haben.`,
    howTo: (
      link,
    ) => `Fügen Sie einen Passkey mit Fingerabdruck, Gesicht, Bildschirmsperre oder einem Sicherheitsschlüssel hinzu:
${link}`,
  },
  entrance: {
    promptTitle: (workspace) => `${workspace} verlangt bald einen Passkey`,
    prompt: ({ at, workspace, span }) =>
      say`Ab ${at} lässt sich ${workspace} nur noch mit einem Passkey öffnen. Sie haben noch ${span}, um einen hinzuzufügen.`,
    whatItTakes:
      'Es dauert eine Minute. Ihr Browser fragt nach Fingerabdruck, Gesicht, Bildschirmsperre oder einem Sicherheitsschlüssel.',
    add: 'Passkey hinzufügen',
    blockedTitle: (workspace) => `${workspace} verlangt einen Passkey`,
    blocked: ({ at }) =>
      say`Seit ${at} lässt sich dieser Arbeitsbereich nur noch mit einem Passkey öffnen. Fügen Sie einen hinzu, und Sie gelangen direkt dorthin.`,
    blockedOnceAdded: 'Fügen Sie einen Passkey hinzu, und Sie gelangen direkt dorthin.',
    notEnough:
      'Ein Code aus Ihrer App oder ein Wiederherstellungscode reicht hier nicht. Zum Anmelden gelten beide weiterhin.',
    unaffected: ({ others }) =>
      say`Sie bleiben Mitglied und behalten Ihre Rolle. ${others('Ihre anderen Arbeitsbereiche')} lassen sich wie bisher öffnen.`,
    why: ({ workspace }) =>
      say`Die Admins von ${workspace} verlangen einen Passkey. Einen Code kann Ihnen jemand durch einen Trick entlocken. Ein Passkey funktioniert nur auf dieser Website. Deshalb kann ihn Ihnen niemand entlocken.`,
  },
  own: {
    required: ({ workspace, at }) => say`${workspace} verlangt seit ${at} einen Passkey.`,
    requiredFrom: ({ workspace, at }) => say`${workspace} verlangt ab ${at} einen Passkey.`,
    enrolWith: ({ workspace }) =>
      say`${workspace} verlangt einen Passkey. Eine Authenticator-App reicht dort nicht.`,
    enrolWithIfAdmin: ({ workspace }) =>
      say`${workspace} verlangt von Eigentümern und Admins einen Passkey. Eine Authenticator-App reicht dort für sie nicht.`,
  },
}
