import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { PasskeyPolicyWords } from '../words.ts'
import { write } from './write.ts'

const someOf = (some: number, members: number, among?: AppliesTo): string =>
  write.plural(some, {
    one: `${some} ${among === 'admins' ? 'propriétaire ou administrateur' : 'membre'} sur ${members}`,
    other: `${some} ${among === 'admins' ? 'propriétaires ou administrateurs' : 'membres'} sur ${members}`,
  })

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'tous les propriétaires et administrateurs en ont une' : 'tout le monde en a une'

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one: among === 'admins' ? 'le seul propriétaire a une clé d’accès.' : 'le seul membre a une clé d’accès.',
    other: `les ${members} ${among === 'admins' ? 'propriétaires et administrateurs' : 'membres'} ont une clé d’accès.`,
  })

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${someOf(blocked, members, among)} sera bloqué jusqu’à ce qu’il ajoute une clé d’accès.`,
    other: `${someOf(blocked, members, among)} seront bloqués jusqu’à ce qu’ils ajoutent une clé d’accès.`,
  })

const are = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${someOf(blocked, members, among)} est bloqué jusqu’à ce qu’il en ajoute une.`,
    other: `${someOf(blocked, members, among)} sont bloqués jusqu’à ce qu’ils en ajoutent une.`,
  })

const ofAdmins = (among?: AppliesTo): string =>
  among === 'admins' ? ' de ses propriétaires et administrateurs' : ''

export const passkeyPolicy: PasskeyPolicyWords = {
  panel: {
    title: 'Clé d’accès obligatoire',
    why: 'Un code volé ou relayé ne sert à rien à un attaquant à qui il faut une clé d’accès. Les personnes qui n’ont qu’une application d’authentification ajoutent une clé d’accès pour entrer.',
    require: 'Exiger une clé d’accès',
    timing: 'Date de début',
    selfRecovery:
      'Les membres qui ont perdu tous leurs seconds facteurs peuvent récupérer leur compte après 72 heures, sans administrateur',
    selfRecoveryHint:
      'Pas les propriétaires ni les administrateurs. Sans cette option, deux administrateurs doivent donner leur accord.',
    appliesTo: 'S’applique à',
    audiences: { everybody: 'Tout le monde', admins: 'Propriétaires et administrateurs' },
    addOwn: ({ workspace, add }) =>
      say`Vous pouvez définir cette règle sans clé d’accès. Pour ouvrir ${workspace} une fois qu’elle est en vigueur, il vous en faut une aussi. ${add('Ajouter une clé d’accès')}`,
    withPasskey: 'Avec une clé d’accès',
    withApp: 'Avec une application seule',
    share: (withPasskey, members) => `${withPasskey} sur ${members} avec une clé d’accès`,
    lacking: (lacking, members, among) =>
      write.plural(lacking, {
        one: `${someOf(lacking, members, among)} n’a pas encore de clé d’accès.`,
        other: `${someOf(lacking, members, among)} n’ont pas encore de clé d’accès.`,
      }),
    who: 'Voir qui n’a pas de clé d’accès.',
    extended: (members) =>
      write.plural(members, {
        one: `${members} membre a un délai supplémentaire.`,
        other: `${members} membres ont un délai supplémentaire.`,
      }),
  },
  effects: {
    lifted: 'Plus personne n’aura besoin d’une clé d’accès. Les membres gardent les leurs.',
    stillOff: 'Aucune modification pour l’instant. Personne n’a besoin d’une clé d’accès.',
    unchangedSince: (since, among) =>
      `Aucune modification pour l’instant. Une clé d’accès est exigée depuis le ${since}, et ${allHave(among)}.`,
    unchangedFrom: (from, among) =>
      `Aucune modification pour l’instant. Une clé d’accès sera exigée à partir du ${from}, et ${allHave(among)}.`,
    unchangedBlockedSince: (since, blocked, members, among) =>
      `Aucune modification pour l’instant. Une clé d’accès est exigée depuis le ${since}. ${are(blocked, members, among)}`,
    unchangedBlockedFrom: (from, blocked, members, among) =>
      `Aucune modification pour l’instant. À partir du ${from}, ${willBe(blocked, members, among)}`,
    nobodyNow: (members, among) =>
      `Une clé d’accès sera exigée dès que vous enregistrez. Personne ne sera bloqué : ${everyoneHas(members, among)}`,
    blockedNow: (blocked, members, among) => `Dès que vous enregistrez, ${willBe(blocked, members, among)}`,
    nobodyFrom: (from, members, among) =>
      `Une clé d’accès sera exigée à partir du ${from}. Pour l’instant, personne ne sera bloqué : ${everyoneHas(members, among)}`,
    blockedFrom: (from, blocked, members, among) => `À partir du ${from}, ${willBe(blocked, members, among)}`,
  },
  changes: {
    requiredFrom: ({ at }) => say`Clé d’accès exigée à partir du ${at}`,
    turnedOff: 'La clé d’accès n’est plus exigée',
  },
  message: {
    scheduled: ({ at, workspace, host }, among) =>
      `À partir du ${at}, ${workspace} (${host}) exigera une clé d’accès${ofAdmins(among)}. Merci d’en ajouter une avant. Sinon, vous ne pourrez pas ouvrir ${workspace} avant de l’avoir fait.`,
    inEffect: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) exige une clé d’accès${ofAdmins(among)} depuis le ${at}. Si vous n’en avez pas encore, vous ne pouvez pas ouvrir ${workspace} avant d’en avoir ajouté une.`,
    howTo: (
      link,
    ) => `Ajoutez une clé d’accès avec votre empreinte, votre visage, le verrouillage de l’écran ou une clé de sécurité :
${link}`,
  },
  entrance: {
    promptTitle: (workspace) => `${workspace} exigera une clé d’accès`,
    prompt: ({ at, workspace, span }) =>
      say`À partir du ${at}, il faudra une clé d’accès pour ouvrir ${workspace}. Il vous reste ${span} pour en ajouter une.`,
    whatItTakes:
      'Cela prend une minute. Votre navigateur demande votre empreinte, votre visage, le verrouillage de l’écran ou une clé de sécurité.',
    add: 'Ajouter une clé d’accès',
    blockedTitle: (workspace) => `${workspace} exige une clé d’accès`,
    blocked: ({ at }) =>
      say`Depuis le ${at}, il faut une clé d’accès pour ouvrir cet espace de travail. Ajoutez-en une et vous y entrerez directement.`,
    blockedOnceAdded: 'Ajoutez une clé d’accès et vous y entrerez directement.',
    notEnough:
      'Un code de votre application ou un code de récupération ne suffit pas ici. Les deux fonctionnent toujours pour se connecter.',
    unaffected: ({ others }) =>
      say`Vous restez membre, avec le même rôle. ${others('Vos autres espaces de travail')} s’ouvrent comme avant.`,
    why: ({ workspace }) =>
      say`Les administrateurs de ${workspace} exigent une clé d’accès. Quelqu’un peut vous soutirer un code par la ruse. Une clé d’accès ne fonctionne que sur ce site : personne ne peut vous la soutirer.`,
  },
  own: {
    required: ({ workspace, at }) => say`${workspace} exige une clé d’accès depuis le ${at}.`,
    requiredFrom: ({ workspace, at }) => say`${workspace} exigera une clé d’accès à partir du ${at}.`,
    enrolWith: ({ workspace }) =>
      say`${workspace} exige une clé d’accès. Une application d’authentification n’y suffit pas.`,
    enrolWithIfAdmin: ({ workspace }) =>
      say`${workspace} exige une clé d’accès des propriétaires et administrateurs. Pour eux, une application d’authentification n’y suffit pas.`,
  },
}
