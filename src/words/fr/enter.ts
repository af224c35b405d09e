import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} exigera l’authentification à deux facteurs`,
  prompt: ({ at, workspace, span }) =>
    say`À partir du ${at}, il faudra l’authentification à deux facteurs pour ouvrir ${workspace}. Il vous reste ${span} pour la configurer.`,
  whatItTakes:
    'Cela prend deux minutes : utilisez une clé d’accès, ou scannez un code QR avec une application de votre téléphone et saisissez le code qu’elle affiche.',
  later: 'Me le rappeler plus tard',
  whyText: ({ workspace }) =>
    say`Les administrateurs de ${workspace} exigent l’authentification à deux facteurs. Un mot de passe volé ne suffit alors plus pour entrer.`,
  facts: {
    workspace: 'Espace de travail',
    host: 'Adresse',
    role: 'Votre rôle',
    from: 'Exigée à partir du',
    since: 'Exigée depuis le',
    left: 'Temps restant',
  },
  unsavedTitle: 'Votre formulaire n’a pas été enregistré',
  unsaved: ({ workspace }) => say`Ce que vous venez d’envoyer à ${workspace} n’a pas été enregistré.`,
  unsavedWhy: ({ workspace }) =>
    say`Nous devions d’abord vérifier votre connexion : ${workspace} n’a donc rien reçu. Continuez, puis envoyez-le de nouveau.`,
  continueTo: ({ workspace }) => say`Continuer vers ${workspace}`,
  setUpNow: 'Configurer maintenant',
  notProvedThere: ({ provider }) =>
    say`${provider} n’a pas confirmé de second facteur lors de votre connexion. Si vous en avez un auprès de ce service, confirmez-le là-bas et vous entrerez directement. Sinon, configurez-en un ici.`,
  proveThere: ({ provider }) => say`Confirmer avec ${provider}`,
  blockedTitle: (workspace) => `${workspace} exige l’authentification à deux facteurs`,
  blocked: ({ at }) =>
    say`Depuis le ${at}, il faut l’authentification à deux facteurs pour ouvrir cet espace de travail. Configurez-la et vous y entrerez directement.`,
  blockedOnceEnabled: 'Configurez-la et vous y entrerez directement.',
  unaffected: ({ others }) =>
    say`Vous restez membre, avec le même rôle. ${others('Vos autres espaces de travail')} ne sont pas concernés.`,
  notAMemberTitle: (workspace) => `Vous n’êtes pas membre de ${workspace}`,
  notAMember: ({ email, workspace }) =>
    say`Vous êtes connecté(e) en tant que ${email}. Demandez à un administrateur de ${workspace} de vous ajouter, ou utilisez un autre compte.`,
  useAnotherAccount: 'Utiliser un autre compte',
  otherWayTitle: (workspace) => `Connectez-vous autrement pour ouvrir ${workspace}`,
  noWayOpen: ({ provider }) =>
    say`Vous vous êtes connecté(e) avec ${provider}, que cet espace de travail n’autorise pas. Aucun des modes autorisés n’est disponible en ce moment. Contactez l’un de ses administrateurs.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`Vous vous êtes connecté(e) avec ${provider}, que ${workspace} n’autorise pas. Connectez-vous plutôt avec ${ways}.`,
  mustBelong: ({ email, what, others }) =>
    say`Le mode que vous choisissez doit être associé à votre compte, ${email}. ${what('Voir ce qui est associé')}. S’il ne l’est pas encore, demandez à l’équipe d’assistance de votre plateforme de l’associer. Ou allez vers ${others('vos autres espaces de travail')}.`,
}
