import { say } from '../sentence.ts'
import type { MailedPageWords } from '../words.ts'

export const mailedPages: MailedPageWords = {
  forgotten: {
    title: 'Mot de passe oublié ?',
    lead: 'Saisissez votre adresse e-mail. Nous vous enverrons un lien pour choisir un nouveau mot de passe.',
    malformed: 'Saisissez une adresse e-mail complète.',
    tooMany: ({ span }) =>
      say`Trop de liens ont été demandés en une heure. Utilisez le plus récent que vous avez reçu, ou réessayez dans ${span}.`,
    submit: 'Envoyer le lien',
    sentTitle: 'Consultez votre messagerie',
    sent: ({ email }) =>
      say`Si un compte pour ${email} a un mot de passe, nous lui avons envoyé un lien. Il fonctionne une seule fois, pendant 60 minutes.`,
    nothingCame: ({ contact }) =>
      say`Rien au bout de quelques minutes ? Vérifiez les courriers indésirables et l’adresse. Si vous vous connectez avec un autre service, vous n’avez pas de mot de passe ici : changez-le là-bas. Sinon, contactez ${contact}.`,
    chooseTitle: 'Choisir un nouveau mot de passe',
    chooseFor: ({ email }) => say`Pour ${email}`,
    consequence:
      'Vous serez déconnecté(e) partout. Si l’authentification à deux facteurs est activée, elle le reste et vous sera demandée à la connexion. Si vous avez demandé à remplacer un second facteur perdu, redemandez-le ensuite.',
    notRepeated: 'Les nouveaux mots de passe ne correspondent pas. Saisissez-les à nouveau tous les deux.',
    save: 'Enregistrer le mot de passe',
    deadTitle: 'Ce lien ne fonctionne plus',
    dead: 'Il fonctionne une seule fois, pendant 60 minutes, et seulement jusqu’à ce que vous en demandiez un plus récent ou changiez de mot de passe. Rien n’a été modifié.',
    another: 'Envoyer un nouveau lien',
    back: 'Retour à la connexion',
  },
  notMe: {
    title: 'Était-ce vous ?',
    lead: ({ email }) => say`Ceci est arrivé au compte ${email} :`,
    ifYou: 'Si c’était vous, fermez cette page. Rien ne change.',
    button: 'Ce n’était pas moi',
    will: {
      factor_removed:
        'Si ce n’était pas vous, signalez-le. Ce facteur sera retiré du compte et vous serez déconnecté(e) partout. Votre autre second facteur continue de fonctionner.',
      password_locked:
        'Si ce n’était pas vous, signalez-le. Ce mot de passe ne fonctionnera plus et vous serez déconnecté(e) partout. Choisissez ensuite un nouveau mot de passe depuis la page de connexion.',
      identity_unlinked:
        'Si ce n’était pas vous, signalez-le. L’association sera supprimée définitivement et vous serez déconnecté(e) partout.',
      account_locked:
        'Si ce n’était pas vous, signalez-le. Le compte sera verrouillé : vous serez déconnecté(e) partout, et personne ne pourra se connecter tant que vous n’aurez pas prouvé qui vous êtes.',
      already_undone:
        'Cette modification n’a plus d’effet. Si ce n’était pas vous, signalez-le et vous serez déconnecté(e) partout. Si un message plus récent concerne une modification qui n’est pas de vous, signalez-la aussi.',
    },
    willEnd:
      'Les jetons d’API, les jetons de service et les invitations que ce compte a créés depuis ne fonctionneront plus non plus.',
    doneTitle: 'Merci, c’est signalé',
    done: {
      factor_removed:
        'Ce facteur a été retiré du compte. Vous êtes déconnecté(e) partout. Connectez-vous avec votre autre second facteur et changez de mot de passe.',
      password_locked:
        'Ce mot de passe ne fonctionne plus. Vous êtes déconnecté(e) partout. Choisissez maintenant un nouveau mot de passe.',
      identity_unlinked:
        'L’association avec le compte a été supprimée définitivement. Vous êtes déconnecté(e) partout.',
      account_locked:
        'Le compte est verrouillé. Vous êtes déconnecté(e) partout, et personne ne peut se connecter.',
      already_undone: 'La modification n’avait plus d’effet. Vous êtes déconnecté(e) partout.',
    },
    didEnd:
      'Les jetons d’API, les jetons de service et les invitations que ce compte a créés depuis cette modification ne fonctionnent plus. Vérifiez vous-même les plus anciens.',
    help: ({ contact }) =>
      say`Quelqu’un a peut-être eu accès à votre compte. Contactez ${contact} pour obtenir de l’aide.`,
    unlock: ({ contact }) =>
      say`Pour le déverrouiller, contactez ${contact}. On vérifiera d’abord que c’est bien vous.`,
    newPassword: 'Choisir un nouveau mot de passe',
    deadTitle: 'Ce lien ne fonctionne plus',
    dead: ({ contact }) =>
      say`Il fonctionne pendant dix jours après la modification, tant que le compte existe. Si quelque chose ne va pas avec votre compte, contactez ${contact}.`,
  },
}
