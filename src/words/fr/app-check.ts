import { say } from '../sentence.ts'
import type { AppCheckWords } from '../words.ts'

export const appCheck: AppCheckWords = {
  title: 'Vérifiez votre application d’authentification',
  lead: ({ at }) =>
    say`Votre application d’authentification a été ajoutée le ${at}, et vous ne l’avez pas utilisée depuis. Vérifiez qu’elle fonctionne encore pendant que vous pouvez vous connecter autrement.`,
  enterCode: (digits) => `Saisissez le code à ${digits} chiffres que l’application affiche maintenant.`,
  check: 'Vérifier',
  broken: 'Elle ne fonctionne pas ?',
  brokenWay:
    'L’application est peut-être sur un ancien téléphone, ou a été supprimée. Configurez-la de nouveau. L’ancienne cessera alors de fonctionner.',
  setUpAgain: 'Configurer de nouveau l’application',
  codes: 'Codes de récupération',
  noCodes: 'Vous n’avez aucun code de récupération.',
  makeCodes: 'Créer des codes de récupération',
  later: 'Plus tard',
  shortTitle: 'Remplacez la clé de votre application d’authentification',
  shortLead:
    'Votre application vient d’un autre système. Sa clé est plus courte que ce que nous recommandons. Configurez de nouveau l’application pour en obtenir une plus longue. Cela prend une minute.',
  shortWorks: 'Votre application fonctionne dans tous les cas. Nous ne le demandons qu’une fois.',
  replace: 'Remplacer la clé',
}
