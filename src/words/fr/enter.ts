import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} demande l’authentification à deux facteurs`,
  prompt: ({ at, workspace, span }) =>
    say`À partir de cette date, ${at}, ${workspace} n’est ouvert qu’aux personnes qui l’ont activée. Temps restant : ${span}.`,
  whatItTakes:
    'Cela prend deux minutes : scannez un code QR avec une application de votre téléphone, puis saisissez le code qu’elle affiche.',
  later: 'Me le rappeler plus tard',
  whyText: ({ workspace }) =>
    say`Les admins de ${workspace} l’exigent de tous les membres, afin qu’un mot de passe volé n’y ouvre rien.`,
  facts: {
    workspace: 'Espace de travail',
    host: 'Adresse',
    role: 'Votre rôle',
    from: 'Exigée à partir de',
    since: 'Exigée depuis',
    left: 'Temps restant',
  },
  unsavedTitle: 'Votre formulaire n’a pas été enregistré',
  unsaved: ({ workspace }) => say`Ce que vous venez d’envoyer à ${workspace} n’a pas été enregistré.`,
  unsavedWhy: ({ workspace }) =>
    say`Nous devions d’abord vérifier votre connexion : ${workspace} n’a donc rien reçu. Continuez, puis envoyez-le de nouveau.`,
  continueTo: ({ workspace }) => say`Continuer vers ${workspace}`,
  setUpNow: 'Configurer maintenant',
  notProvedThere: ({ provider }) =>
    say`${provider} n’a pas confirmé de second facteur lors de votre connexion. Si vous en utilisez un là-bas, confirmez-le là-bas et vous entrerez aussitôt. Sinon, configurez-le ici.`,
  proveThere: ({ provider }) => say`Le confirmer auprès de ${provider}`,
  blockedTitle: (workspace) => `${workspace} exige l’authentification à deux facteurs`,
  blocked: ({ at }) =>
    say`L’accès est réservé aux personnes qui l’ont activée, depuis : ${at}. Dès que ce sera fait, vous entrerez aussitôt.`,
  blockedOnceEnabled: 'Dès que ce sera fait, vous entrerez aussitôt.',
  unaffected: ({ others }) =>
    say`Votre appartenance et votre rôle restent inchangés. ${others('Vos autres espaces de travail')} ne sont pas concernés.`,
  notAMemberTitle: (workspace) => `Vous n’êtes pas membre de ${workspace}`,
  notAMember: ({ email, workspace }) =>
    say`Vous êtes connecté(e) avec ${email}, et ${workspace} ne connaît pas ce compte. Demandez à l’un de ses admins de vous ajouter.`,
  useAnotherAccount: 'Utiliser un autre compte',
  otherWayTitle: (workspace) => `${workspace} demande un autre mode de connexion`,
  noWayOpen: ({ provider }) =>
    say`Vous vous êtes connecté(e) avec ${provider}. Aucun des modes de connexion autorisés par les admins n’est ouvert en ce moment. Adressez-vous à l’un d’eux.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`Vous vous êtes connecté(e) avec ${provider}. Les admins de ${workspace} n’autorisent que ceci : ${ways}.`,
  mustBelong: ({ email, what, others }) =>
    say`Ce mode de connexion doit appartenir à ce compte, ${email} : ${what('voir ce qui y est associé')}. Si ce n’est pas encore le cas, l’équipe qui gère cette plateforme peut l’associer ; ou allez vers ${others('vos autres espaces de travail')}.`,
}
