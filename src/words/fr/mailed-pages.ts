import { say } from '../sentence.ts'
import type { MailedPageWords } from '../words.ts'

export const mailedPages: MailedPageWords = {
  forgotten: {
    title: 'Mot de passe oublié ?',
    lead: 'Saisissez votre adresse e-mail. Nous vous enverrons un lien pour choisir un nouveau mot de passe.',
    malformed: 'Saisissez une adresse e-mail complète.',
    tooMany:
      'Trop de liens ont été demandés en une heure. Utilisez le plus récent que vous avez reçu, ou réessayez dans une heure.',
    submit: 'Envoyer le lien',
    sentTitle: 'Consultez votre messagerie',
    sent: ({ email }) =>
      say`Si un compte pour ${email} a un mot de passe, nous lui avons envoyé un lien. Il fonctionne une seule fois, pendant 60 minutes.`,
    nothingCame: ({ contact }) =>
      say`Rien au bout de quelques minutes ? Vérifiez les courriers indésirables et l’adresse. Si vous vous connectez avec un autre service, vous n’avez pas de mot de passe ici : changez-le là-bas. Sinon, contactez ${contact}.`,
    chooseTitle: 'Choisir un nouveau mot de passe',
    chooseFor: ({ email }) => say`Pour ${email}`,
    consequence:
      'Vous serez déconnecté(e) partout. Si l’authentification à deux facteurs est activée, elle le reste et vous sera demandée à la connexion.',
    notRepeated: 'Les nouveaux mots de passe ne correspondent pas. Saisissez-les à nouveau tous les deux.',
    save: 'Enregistrer le mot de passe',
    deadTitle: 'Ce lien ne fonctionne plus',
    dead: 'Il fonctionne une seule fois, pendant 60 minutes, et seulement jusqu’à ce que vous en demandiez un plus récent ou changiez de mot de passe. Rien n’a été modifié.',
    another: 'Envoyer un nouveau lien',
    back: 'Retour à la connexion',
  },
}
