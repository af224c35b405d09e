import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { auditFields } from './audit-fields.ts'

export const audit: Words['audit'] = {
  titleOf: (workspace) => `Audit-Protokoll von ${workspace}`,
  actions: {
    'workspace.put': 'Arbeitsbereich angelegt oder geändert',
    'workspace.entered': 'Arbeitsbereich betreten',
    'workspace.refused': 'Zugang verweigert',
    'prompt.deferred': 'Erinnerung auf später verschoben',
    'policy.changed': 'Zwei-Faktor-Richtlinie geändert',
    'rules.changed': 'Zugriffsregeln geändert',
    'providers.changed': 'Anmeldewege geändert',
    'edge.changed': 'Weiterleitung geändert',
    'appearance.changed': 'Name oder Farbe geändert',
    'logo.changed': 'Logo geändert',
    'logo.removed': 'Logo entfernt',
    'member.put': 'Mitglied hinzugefügt oder Rolle geändert',
    'member.removed': 'Mitglied entfernt',
    'member.left': 'Mitglied ausgetreten',
    'invitation.sent': 'Einladung gesendet',
    'invitation.resent': 'Einladung noch einmal gesendet',
    'invitation.revoked': 'Einladung zurückgezogen',
    'invitation.accepted': 'Einladung angenommen',
    'member.address_changed': 'Adresse eines Mitglieds geändert',
    'members.viewed': 'Mitgliederliste angesehen',
    'extension.granted': 'Mitglied mehr Zeit gegeben',
    'extension.ended': 'Zusätzliche Zeit beendet',
    'account.disowned': 'Änderung als nicht eigene gemeldet',
    'self_recovery.changed': 'Wiederherstellung ohne Administrator geändert',
    'recovery.asked': 'Wiederherstellung angefragt',
    'recovery.approved': 'Wiederherstellung genehmigt',
    'recovery.linked': 'Link zur Wiederherstellung gesendet',
    'recovery.stopped': 'Wiederherstellung gestoppt',
    'recovery.completed': 'Wiederherstellung abgeschlossen',
    'token.created': 'API-Token erstellt',
    'token.revoked': 'API-Token widerrufen',
    'service_token.created': 'Dienst-Token erstellt',
    'service_token.rotated': 'Dienst-Token erneuert',
    'service_token.changed': 'Dienst-Token geändert',
    'service_token.disabled': 'Dienst-Token deaktiviert',
    'service_token.deleted': 'Dienst-Token gelöscht',
    'service_token.used': 'Dienst-Token benutzt',
  },
  sentences: {
    'sign_in.succeeded': ({ actor }) => say`${actor} hat sich angemeldet`,
    'sign_in.refused': ({ actor }) => say`${actor} wurde bei der Anmeldung abgewiesen`,
    'second_factor.refused': ({ actor }) =>
      say`${actor} hat einen falschen Code für den zweiten Faktor eingegeben`,
    'second_factor.proved': ({ actor }) => say`${actor} hat den zweiten Schritt abgeschlossen`,
    'session.ended': ({ actor }) => say`${actor} hat sich abgemeldet`,
    'authenticator.enrolled': ({ actor }) => say`${actor} hat eine Authenticator-App eingerichtet`,
    'authenticator.imported': ({ actor, account }) =>
      say`${actor} hat die Authenticator-App von ${account} importiert`,
    'authenticator.replaced': ({ actor }) => say`${actor} hat die eigene Authenticator-App ersetzt`,
    'authenticator.removed': ({ actor, account }) =>
      say`${actor} hat die Authenticator-App von ${account} entfernt`,
    'passkey.added': ({ actor, what }) => say`${actor} hat den Passkey ${what} hinzugefügt`,
    'passkey.renamed': ({ actor, what }) => say`${actor} hat einen Passkey in ${what} umbenannt`,
    'passkey.removed': ({ actor, account, what }) =>
      say`${actor} hat den Passkey ${what} von ${account} entfernt`,
    'passkey.counter_went_back': ({ account, what }) =>
      say`Der Zähler des Passkeys ${what} von ${account} ist zurückgegangen`,
    'second_factor.disabled': ({ actor }) =>
      say`${actor} hat die Zwei-Faktor-Authentifizierung ausgeschaltet`,
    'second_factor.reset': ({ actor, account }) =>
      say`${actor} hat die Zwei-Faktor-Authentifizierung von ${account} zurückgesetzt`,
    'recovery_codes.generated': ({ actor }) => say`${actor} hat neue Wiederherstellungscodes erstellt`,
    'recovery_codes.confirmed': ({ actor }) => say`${actor} hat neue Wiederherstellungscodes gespeichert`,
    'recovery_codes.removed': ({ actor, account }) =>
      say`${actor} hat die Wiederherstellungscodes von ${account} gelöscht`,
    'password.refused': ({ actor }) => say`${actor} hat ein falsches aktuelles Passwort eingegeben`,
    'password.link_sent': ({ account }) =>
      say`Ein Link zum Wählen eines neuen Passworts wurde an ${account} gesendet`,
    'password.changed': ({ actor }) => say`${actor} hat das eigene Passwort geändert`,
    'account.put': ({ actor, account }) => say`${actor} hat das Konto von ${account} angelegt oder geändert`,
    'account.created': ({ actor }) => say`${actor} hat das eigene Konto mit einer Einladung erstellt`,
    'account.provisioned': ({ actor, what }) =>
      say`${actor} hat bei der ersten Anmeldung über ${what} ein Konto erhalten`,
    'identity.linked': ({ actor, account, what }) => say`${actor} hat ${account} mit ${what} verknüpft`,
    'identity.unlinked': ({ actor, account, what }) =>
      say`${actor} hat die Verknüpfung von ${account} mit ${what} gelöst`,
    'account.disowned': ({ actor, account }) =>
      say`${actor} hat eine Änderung am Konto von ${account} als nicht von der Person selbst gemeldet`,
    'account.unlocked': ({ actor, account }) => say`${actor} hat das Konto von ${account} entsperrt`,
    'address.requested': ({ actor, what }) => say`${actor} wollte die eigene Adresse in ${what} ändern`,
    'address.cancelled': ({ actor }) => say`${actor} hat eine Änderung der eigenen Adresse abgebrochen`,
    'address.changed': ({ actor, account, what }) =>
      say`${actor} hat die Adresse von ${account} in ${what} geändert`,
    'account.deleted': ({ actor, what }) => say`${actor} hat das Konto ${what} gelöscht`,
    'workspace.put': ({ actor, workspace }) => say`${actor} hat die Einrichtung von ${workspace} geändert`,
    'workspace.created': ({ actor, workspace }) => say`${actor} hat ${workspace} angelegt`,
    'workspace.deleted': ({ actor, what }) => say`${actor} hat den Arbeitsbereich ${what} gelöscht`,
    'workspace.entered': ({ actor, workspace }) => say`${actor} hat ${workspace} mit zweitem Faktor betreten`,
    'workspace.entered.without': ({ actor, workspace }) =>
      say`${actor} hat ${workspace} ohne zweiten Faktor betreten`,
    'workspace.refused': ({ actor, workspace, what }) =>
      say`${actor} wurde der Zugang zu ${workspace} verweigert: ${what}`,
    'prompt.deferred': ({ actor, workspace }) =>
      say`${actor} hat die Einrichtung der Zwei-Faktor-Authentifizierung für ${workspace} verschoben`,
    'policy.changed': ({ actor, workspace }) =>
      say`${actor} hat die Pflicht zur Zwei-Faktor-Authentifizierung in ${workspace} aufgehoben`,
    'policy.required': ({ actor, workspace, what }) =>
      say`${actor} hat die Zwei-Faktor-Authentifizierung in ${workspace} ab ${what} zur Pflicht gemacht`,
    'passkeys.optional': ({ actor, workspace }) =>
      say`${actor} hat die Pflicht zu Passkeys in ${workspace} aufgehoben`,
    'passkeys.required': ({ actor, workspace, what }) =>
      say`${actor} hat Passkeys in ${workspace} ab ${what} zur Pflicht gemacht`,
    'rules.changed': ({ actor, workspace }) => say`${actor} hat die Zugriffsregeln von ${workspace} geändert`,
    'providers.changed': ({ actor, workspace }) =>
      say`${actor} hat die Anmeldewege für ${workspace} geändert`,
    'edge.changed': ({ actor, workspace }) =>
      say`${actor} hat die Weiterleitung von Anfragen an ${workspace} geändert`,
    'appearance.changed': ({ actor, workspace }) =>
      say`${actor} hat Name oder Farbe von ${workspace} geändert`,
    'logo.changed': ({ actor, workspace }) => say`${actor} hat das Logo von ${workspace} geändert`,
    'logo.removed': ({ actor, workspace }) => say`${actor} hat das Logo von ${workspace} entfernt`,
    'member.put': ({ actor, account, workspace, what }) =>
      say`${actor} hat die Rolle von ${account} in ${workspace} geändert. Neue Rolle: ${what}`,
    'member.added': ({ actor, account, workspace, what }) =>
      say`${actor} hat ${account} zu ${workspace} hinzugefügt. Rolle: ${what}`,
    'member.removed': ({ actor, account, workspace }) =>
      say`${actor} hat ${account} aus ${workspace} entfernt`,
    'member.left': ({ actor, workspace }) => say`${actor} hat ${workspace} verlassen`,
    'invitation.sent': ({ actor, what, workspace }) => say`${actor} hat ${what} zu ${workspace} eingeladen`,
    'invitation.resent': ({ actor, what, workspace }) =>
      say`${actor} hat die Einladung von ${what} zu ${workspace} noch einmal gesendet`,
    'invitation.revoked': ({ actor, what, workspace }) =>
      say`${actor} hat die Einladung von ${what} zu ${workspace} zurückgezogen`,
    'invitation.accepted': ({ actor, workspace, what }) =>
      say`${actor} hat eine Einladung zu ${workspace} als ${what} angenommen`,
    'member.address_changed': ({ actor, account, what }) =>
      say`${actor} hat die Adresse von ${account} in ${what} geändert`,
    'members.viewed': ({ actor, workspace }) =>
      say`${actor} hat die Mitgliederliste von ${workspace} angesehen`,
    'extension.granted': ({ actor, account, workspace, what }) =>
      say`${actor} hat ${account} bis ${what} Zeit gegeben, die Anforderungen von ${workspace} zu erfüllen`,
    'extension.ended': ({ actor, account, workspace }) =>
      say`${actor} hat die zusätzliche Zeit von ${account} in ${workspace} beendet`,
    'self_recovery.changed': ({ actor, workspace }) =>
      say`${actor} hat geändert, ob Mitglieder von ${workspace} ihr Konto ohne Administrator wiederherstellen können`,
    'recovery.asked': ({ actor, account }) =>
      say`${actor} hat die Wiederherstellung des Kontos von ${account} angefragt`,
    'recovery.approved': ({ actor, account }) =>
      say`${actor} hat der Wiederherstellung des Kontos von ${account} zugestimmt`,
    'recovery.linked': ({ account }) =>
      say`${account} hat einen Link zur Wiederherstellung des Kontos erhalten`,
    'recovery.stopped': ({ actor, account }) =>
      say`${actor} hat die Wiederherstellung des Kontos von ${account} gestoppt`,
    'recovery.completed': ({ actor }) =>
      say`${actor} hat das eigene Konto mit einem neuen zweiten Faktor wiederhergestellt`,
    'token.created': ({ actor, what, workspace }) =>
      say`${actor} hat das API-Token ${what} für ${workspace} erstellt`,
    'token.revoked': ({ actor, workspace }) => say`${actor} hat ein API-Token von ${workspace} widerrufen`,
    'service_token.created': ({ actor, what, workspace }) =>
      say`${actor} hat das Dienst-Token ${what} für ${workspace} erstellt`,
    'service_token.rotated': ({ actor, what, workspace }) =>
      say`${actor} hat das Dienst-Token ${what} von ${workspace} erneuert`,
    'service_token.changed': ({ actor, what, workspace }) =>
      say`${actor} hat das Dienst-Token ${what} von ${workspace} geändert`,
    'service_token.disabled': ({ actor, what, workspace }) =>
      say`${actor} hat das Dienst-Token ${what} von ${workspace} deaktiviert`,
    'service_token.deleted': ({ actor, what, workspace }) =>
      say`${actor} hat das Dienst-Token ${what} von ${workspace} gelöscht`,
    'service_token.used': ({ what, workspace }) =>
      say`Das Dienst-Token ${what} wurde an diesem Tag in ${workspace} benutzt`,
    'key.rotated': ({ actor, what }) => say`${actor} hat den Schlüssel ${what} der Plattform ersetzt`,
    'notice.retried': ({ actor, what }) =>
      say`${actor} hat die Benachrichtigung ${what} noch einmal gesendet`,
  },
  viewedOften: ({ actor, workspace }, count) =>
    say`${actor} hat die Mitgliederliste von ${workspace} ${count}-mal angesehen`,
  token: ({ name }) => say`API-Token ${name}`,
  operator: 'Das Support-Team der Plattform',
  adminElsewhere: 'Ein Administrator eines anderen Arbeitsbereichs',
  unknown: 'unbekannt',
  goneAccount: 'gelöschtes Konto',
  reasons: {
    'enrollment-required': 'kein zweiter Faktor',
    'stronger-factor-required': 'kein Passkey',
    'provider-not-allowed': 'dieser Anmeldeweg ist nicht erlaubt',
  },
  anyWay: 'alle',
  yes: 'ja',
  no: 'nein',
  fields: auditFields,
  from: ({ ip }) => say`von ${ip}`,
  fromBrowser: ({ ip, browser }) => say`von ${ip} (${browser})`,
  details: 'Details',
  detailsOf: (id) => `Details zu Eintrag ${id}`,
  filter: 'Filter',
  person: 'Person',
  personHint: 'E-Mail-Adresse. Findet, was diese Person getan hat und was mit ihrem Konto geschah.',
  action: 'Aktion',
  anyAction: 'Jede Aktion',
  sinceDay: 'Von Tag',
  untilDay: 'Bis Tag',
  daysHint: 'Tage gelten in UTC.',
  apply: 'Filter anwenden',
  clear: 'Filter zurücksetzen',
  problems: {
    'not-a-person': 'Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel grace@example.com.',
    'not-an-action': 'Wählen Sie eine Aktion aus der Liste.',
    'not-a-day': 'Geben Sie einen Tag als Jahr, Monat und Tag ein, zum Beispiel 2026-11-30.',
    'ends-before-it-begins': '„Bis Tag“ darf nicht vor „Von Tag“ liegen.',
  },
  nothing: 'Noch keine Aktivität.',
  noMatch: 'Kein Eintrag passt zu diesem Filter.',
  older: 'Ältere',
  cutShort: (most) =>
    `Für diese Seite wurden ${most} Einträge durchsucht. Ältere wurden noch nicht durchsucht.`,
  goOn: 'Mit älteren Einträgen fortfahren',
  chained: 'Jeder Eintrag enthält den Hash des vorherigen. So lassen sich nachträgliche Änderungen erkennen.',
  export: 'Alles mit Hashes exportieren',
  csv: 'Diese Auswahl als CSV herunterladen',
  csvCutShort:
    'Unvollständig: Diese Datei endet hier. Setzen Sie „Bis Tag“ auf den Tag des letzten Eintrags, um fortzufahren.',
}
