import { say } from '../sentence.ts'
import type { AddressWords } from '../words.ts'

export const address: AddressWords = {
  title: 'Changez votre adresse e-mail',
  current: ({ email }) => say`Votre adresse actuelle est ${email}.`,
  how: 'Nous envoyons un lien à la nouvelle adresse. Votre adresse change lorsque vous ouvrez le lien et confirmez.',
  field: 'Nouvelle adresse e-mail',
  submit: 'Envoyer le lien',
  malformed: 'Saisissez une adresse e-mail, comme nom@example.com.',
  own: 'C’est déjà votre adresse.',
  tooManyMails: ({ span }) => say`Trop de messages ont été envoyés. Réessayez dans ${span}.`,
  sent: ({ email, at }) =>
    say`Nous avons envoyé un lien à ${email}. Ouvrez-le dans un navigateur où vous êtes connecté, et confirmez. Le lien fonctionne jusqu’au ${at}.`,
  notArrived:
    'Pas de message ? Vérifiez vos courriers indésirables et l’orthographe de l’adresse. Vous pouvez renvoyer le lien, ou l’envoyer à une autre adresse. Le lien précédent cesse alors de fonctionner.',
  again: 'Envoyer un autre lien',
  cancel: 'Annuler le changement',
  cancelled: 'Le changement a été annulé. Votre adresse reste la même.',
  noMail: ({ contact }) =>
    say`Cette plateforme n’envoie pas d’e-mails. Vous ne pouvez donc pas changer votre adresse ici. Contactez ${contact}.`,
  confirm: {
    title: 'Utiliser cette adresse ?',
    lead: ({ was, email }) => say`L’adresse de votre compte passe de ${was} à ${email}.`,
    consequence:
      'Vous vous connecterez ensuite avec la nouvelle adresse. Vos autres navigateurs seront déconnectés. Vos espaces de travail et vos seconds facteurs restent les mêmes.',
    submit: 'Changer l’adresse',
  },
  gone: {
    title: 'Ce lien ne fonctionne plus',
    message:
      'Il fonctionne une seule fois, pendant 24 heures, jusqu’à ce qu’un lien plus récent soit envoyé ou que le changement soit annulé. Si votre adresse n’a pas changé, demandez un nouveau lien.',
    link: 'Changer l’adresse e-mail',
  },
  notYours: {
    title: 'Ce lien est pour un autre compte',
    message: ({ email }) =>
      say`Vous êtes connecté en tant que ${email}. Connectez-vous avec le compte qui a demandé la nouvelle adresse.`,
    link: 'Se connecter avec un autre compte',
  },
  taken: {
    title: 'Cette adresse ne peut pas être utilisée',
    message:
      'Un autre compte a obtenu cette adresse après l’envoi du lien. Votre adresse reste la même. Choisissez-en une autre.',
  },
}
