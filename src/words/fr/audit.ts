import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { auditFields } from './audit-fields.ts'

export const audit: Words['audit'] = {
  titleOf: (workspace) => `Journal d’audit de ${workspace}`,
  actions: {
    'workspace.put': 'Espace de travail créé ou modifié',
    'workspace.entered': 'Espace de travail ouvert',
    'workspace.refused': 'Accès refusé',
    'prompt.deferred': 'Rappel reporté',
    'policy.changed': 'Règle à deux facteurs modifiée',
    'rules.changed': 'Règles d’accès modifiées',
    'providers.changed': 'Modes de connexion modifiés',
    'edge.changed': 'Transmission modifiée',
    'appearance.changed': 'Nom ou couleur modifiés',
    'logo.changed': 'Logo modifié',
    'logo.removed': 'Logo retiré',
    'member.put': 'Membre ajouté ou rôle modifié',
    'member.removed': 'Membre retiré',
    'member.left': 'Membre parti',
    'invitation.sent': 'Invitation envoyée',
    'invitation.resent': 'Invitation renvoyée',
    'invitation.revoked': 'Invitation retirée',
    'invitation.accepted': 'Invitation acceptée',
    'member.address_changed': 'Adresse d’un membre changée',
    'members.viewed': 'Liste des membres consultée',
    'extension.granted': 'Délai accordé à un membre',
    'extension.ended': 'Délai supprimé',
    'account.disowned': 'Modification signalée comme non personnelle',
    'self_recovery.changed': 'Récupération sans administrateur modifiée',
    'recovery.asked': 'Récupération demandée',
    'recovery.approved': 'Récupération approuvée',
    'recovery.linked': 'Lien de récupération envoyé',
    'recovery.stopped': 'Récupération arrêtée',
    'recovery.completed': 'Récupération terminée',
    'token.created': 'Jeton d’API créé',
    'token.revoked': 'Jeton d’API révoqué',
    'service_token.created': 'Jeton de service créé',
    'service_token.rotated': 'Jeton de service renouvelé',
    'service_token.changed': 'Jeton de service modifié',
    'service_token.disabled': 'Jeton de service désactivé',
    'service_token.deleted': 'Jeton de service supprimé',
    'service_token.used': 'Jeton de service utilisé',
  },
  sentences: {
    'sign_in.succeeded': ({ actor }) => say`${actor} a ouvert une session`,
    'sign_in.refused': ({ actor }) => say`${actor} n’a pas pu se connecter`,
    'second_factor.refused': ({ actor }) => say`${actor} a saisi un code de second facteur incorrect`,
    'second_factor.proved': ({ actor }) => say`${actor} a validé la seconde étape`,
    'session.ended': ({ actor }) => say`${actor} a fermé une session`,
    'authenticator.enrolled': ({ actor }) => say`${actor} a configuré une application d’authentification`,
    'authenticator.imported': ({ actor, account }) =>
      say`${actor} a importé l’application d’authentification de ${account}`,
    'authenticator.replaced': ({ actor }) => say`${actor} a remplacé son application d’authentification`,
    'authenticator.removed': ({ actor, account }) =>
      say`${actor} a retiré l’application d’authentification de ${account}`,
    'passkey.added': ({ actor, what }) => say`${actor} a ajouté la clé d’accès ${what}`,
    'passkey.renamed': ({ actor, what }) => say`${actor} a renommé une clé d’accès en ${what}`,
    'passkey.removed': ({ actor, account, what }) =>
      say`${actor} a retiré la clé d’accès ${what} de ${account}`,
    'passkey.counter_went_back': ({ account, what }) =>
      say`Le compteur de la clé d’accès ${what} de ${account} a reculé`,
    'second_factor.disabled': ({ actor }) => say`${actor} a désactivé l’authentification à deux facteurs`,
    'second_factor.reset': ({ actor, account }) =>
      say`${actor} a réinitialisé l’authentification à deux facteurs de ${account}`,
    'recovery_codes.generated': ({ actor }) => say`${actor} a créé de nouveaux codes de récupération`,
    'recovery_codes.confirmed': ({ actor }) => say`${actor} a enregistré de nouveaux codes de récupération`,
    'recovery_codes.removed': ({ actor, account }) =>
      say`${actor} a supprimé les codes de récupération de ${account}`,
    'password.refused': ({ actor }) => say`${actor} a saisi un mot de passe actuel incorrect`,
    'password.link_sent': ({ account }) =>
      say`Un lien pour choisir un nouveau mot de passe a été envoyé à ${account}`,
    'password.changed': ({ actor }) => say`${actor} a changé son mot de passe`,
    'account.put': ({ actor, account }) => say`${actor} a créé ou modifié le compte de ${account}`,
    'account.created': ({ actor }) => say`${actor} a créé son compte avec une invitation`,
    'account.provisioned': ({ actor, what }) =>
      say`${actor} a obtenu un compte à sa première connexion avec ${what}`,
    'identity.linked': ({ actor, account, what }) => say`${actor} a associé ${account} à ${what}`,
    'identity.unlinked': ({ actor, account, what }) => say`${actor} a dissocié ${account} de ${what}`,
    'account.disowned': ({ actor, account }) =>
      say`${actor} a signalé une modification du compte de ${account} comme ne venant pas de cette personne`,
    'account.unlocked': ({ actor, account }) => say`${actor} a déverrouillé le compte de ${account}`,
    'address.requested': ({ actor, what }) => say`${actor} a demandé à changer son adresse en ${what}`,
    'address.cancelled': ({ actor }) => say`${actor} a annulé un changement de son adresse`,
    'address.changed': ({ actor, account, what }) =>
      say`${actor} a changé l’adresse de ${account} en ${what}`,
    'account.deleted': ({ actor, what }) => say`${actor} a supprimé le compte ${what}`,
    'workspace.put': ({ actor, workspace }) => say`${actor} a modifié la configuration de ${workspace}`,
    'workspace.created': ({ actor, workspace }) => say`${actor} a créé ${workspace}`,
    'workspace.deleted': ({ actor, what }) => say`${actor} a supprimé l’espace de travail ${what}`,
    'workspace.entered': ({ actor, workspace }) => say`${actor} a ouvert ${workspace} avec un second facteur`,
    'workspace.entered.without': ({ actor, workspace }) =>
      say`${actor} a ouvert ${workspace} sans second facteur`,
    'workspace.refused': ({ actor, workspace, what }) =>
      say`${actor} n’a pas obtenu l’accès à ${workspace} : ${what}`,
    'prompt.deferred': ({ actor, workspace }) =>
      say`${actor} a reporté la configuration de l’authentification à deux facteurs pour ${workspace}`,
    'policy.changed': ({ actor, workspace }) =>
      say`${actor} a cessé d’exiger l’authentification à deux facteurs dans ${workspace}`,
    'policy.required': ({ actor, workspace, what }) =>
      say`${actor} a exigé l’authentification à deux facteurs dans ${workspace} à partir du ${what}`,
    'passkeys.optional': ({ actor, workspace }) =>
      say`${actor} a cessé d’exiger les clés d’accès dans ${workspace}`,
    'passkeys.required': ({ actor, workspace, what }) =>
      say`${actor} a exigé les clés d’accès dans ${workspace} à partir du ${what}`,
    'rules.changed': ({ actor, workspace }) => say`${actor} a modifié les règles d’accès de ${workspace}`,
    'providers.changed': ({ actor, workspace }) =>
      say`${actor} a modifié les modes de connexion à ${workspace}`,
    'edge.changed': ({ actor, workspace }) =>
      say`${actor} a modifié la transmission des requêtes à ${workspace}`,
    'appearance.changed': ({ actor, workspace }) =>
      say`${actor} a modifié le nom ou la couleur de ${workspace}`,
    'logo.changed': ({ actor, workspace }) => say`${actor} a modifié le logo de ${workspace}`,
    'logo.removed': ({ actor, workspace }) => say`${actor} a retiré le logo de ${workspace}`,
    'member.put': ({ actor, account, workspace, what }) =>
      say`${actor} a modifié le rôle de ${account} dans ${workspace}. Nouveau rôle : ${what}`,
    'member.added': ({ actor, account, workspace, what }) =>
      say`${actor} a ajouté ${account} à ${workspace}. Rôle : ${what}`,
    'member.removed': ({ actor, account, workspace }) => say`${actor} a retiré ${account} de ${workspace}`,
    'member.left': ({ actor, workspace }) => say`${actor} a quitté ${workspace}`,
    'invitation.sent': ({ actor, what, workspace }) => say`${actor} a invité ${what} dans ${workspace}`,
    'invitation.resent': ({ actor, what, workspace }) =>
      say`${actor} a renvoyé l’invitation de ${what} dans ${workspace}`,
    'invitation.revoked': ({ actor, what, workspace }) =>
      say`${actor} a retiré l’invitation de ${what} dans ${workspace}`,
    'invitation.accepted': ({ actor, workspace, what }) =>
      say`${actor} a accepté une invitation dans ${workspace} en tant que ${what}`,
    'member.address_changed': ({ actor, account, what }) =>
      say`${actor} a changé l’adresse de ${account} en ${what}`,
    'members.viewed': ({ actor, workspace }) => say`${actor} a consulté la liste des membres de ${workspace}`,
    'extension.granted': ({ actor, account, workspace, what }) =>
      say`${actor} a donné à ${account} jusqu’au ${what} pour remplir les exigences de ${workspace}`,
    'extension.ended': ({ actor, account, workspace }) =>
      say`${actor} a mis fin au délai de ${account} dans ${workspace}`,
    'self_recovery.changed': ({ actor, workspace }) =>
      say`${actor} a modifié la possibilité pour les membres de ${workspace} de récupérer leur compte sans administrateur`,
    'recovery.asked': ({ actor, account }) => say`${actor} a demandé à récupérer le compte de ${account}`,
    'recovery.approved': ({ actor, account }) =>
      say`${actor} a approuvé la récupération du compte de ${account}`,
    'recovery.linked': ({ account }) => say`${account} a reçu un lien pour récupérer son compte`,
    'recovery.stopped': ({ actor, account }) =>
      say`${actor} a arrêté la récupération du compte de ${account}`,
    'recovery.completed': ({ actor }) => say`${actor} a récupéré son compte avec un nouveau second facteur`,
    'token.created': ({ actor, what, workspace }) =>
      say`${actor} a créé le jeton d’API ${what} pour ${workspace}`,
    'token.revoked': ({ actor, workspace }) => say`${actor} a révoqué un jeton d’API de ${workspace}`,
    'service_token.created': ({ actor, what, workspace }) =>
      say`${actor} a créé le jeton de service ${what} pour ${workspace}`,
    'service_token.rotated': ({ actor, what, workspace }) =>
      say`${actor} a renouvelé le jeton de service ${what} de ${workspace}`,
    'service_token.changed': ({ actor, what, workspace }) =>
      say`${actor} a modifié le jeton de service ${what} de ${workspace}`,
    'service_token.disabled': ({ actor, what, workspace }) =>
      say`${actor} a désactivé le jeton de service ${what} de ${workspace}`,
    'service_token.deleted': ({ actor, what, workspace }) =>
      say`${actor} a supprimé le jeton de service ${what} de ${workspace}`,
    'service_token.used': ({ what, workspace }) =>
      say`Le jeton de service ${what} a été utilisé ce jour-là dans ${workspace}`,
    'key.rotated': ({ actor, what }) => say`${actor} a remplacé la clé ${what} de la plateforme`,
    'notice.retried': ({ actor, what }) => say`${actor} a renvoyé la notification ${what}`,
  },
  viewedOften: ({ actor, workspace }, count) =>
    say`${actor} a consulté ${count} fois la liste des membres de ${workspace}`,
  token: ({ name }) => say`Jeton d’API ${name}`,
  operator: 'L’équipe d’assistance de la plateforme',
  adminElsewhere: 'Un administrateur d’un autre espace de travail',
  unknown: 'inconnu',
  goneAccount: 'compte supprimé',
  reasons: {
    'enrollment-required': 'pas de second facteur',
    'stronger-factor-required': 'pas de clé d’accès',
    'provider-not-allowed': 'ce mode de connexion n’est pas autorisé',
  },
  anyWay: 'tous',
  yes: 'oui',
  no: 'non',
  fields: auditFields,
  from: ({ ip }) => say`depuis ${ip}`,
  fromBrowser: ({ ip, browser }) => say`depuis ${ip} (${browser})`,
  details: 'Détails',
  detailsOf: (id) => `Détails de l’entrée ${id}`,
  filter: 'Filtre',
  person: 'Personne',
  personHint: 'Adresse e-mail. Trouve ce que cette personne a fait et ce qui concerne son compte.',
  action: 'Action',
  anyAction: 'Toutes les actions',
  sinceDay: 'Du jour',
  untilDay: 'Au jour',
  daysHint: 'Les jours sont en UTC.',
  apply: 'Appliquer le filtre',
  clear: 'Effacer le filtre',
  problems: {
    'not-a-person': 'Saisissez une adresse e-mail complète, par exemple grace@example.com.',
    'not-an-action': 'Choisissez une action de la liste.',
    'not-a-day': 'Saisissez un jour avec l’année, le mois et le jour, par exemple 2026-11-30.',
    'ends-before-it-begins': '« Au jour » ne peut pas être antérieur à « Du jour ».',
  },
  nothing: 'Aucune activité pour le moment.',
  noMatch: 'Aucune entrée ne correspond à ce filtre.',
  older: 'Plus anciens',
  cutShort: (most) =>
    `Cette page a examiné ${most} entrées. Les plus anciennes n’ont pas encore été examinées.`,
  goOn: 'Continuer avec les entrées plus anciennes',
  chained:
    'Chaque entrée contient l’empreinte de la précédente, afin que toute modification puisse être détectée.',
  export: 'Tout exporter avec les empreintes',
  csv: 'Télécharger cette sélection en CSV',
  csvCutShort:
    'Incomplet : ce fichier s’arrête ici. Pour continuer, réglez « Au jour » sur le jour de la dernière entrée.',
}
