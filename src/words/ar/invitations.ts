import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `مغادرة \u2068${workspace}\u2069`,
    question: ({ workspace }) => say`هل تريدون مغادرة ${workspace}؟`,
    holds: {
      'last-owner': 'أنتم المالك الوحيد لمساحة العمل هذه. اجعلوا عضوًا آخر مالكًا أولًا.',
      'last-enrolled-owner':
        'تتطلب مساحة العمل هذه المصادقة الثنائية، وأنتم المالك الوحيد الذي فعّلها. اجعلوا عضوًا آخر فعّلها مالكًا أولًا.',
    },
    consequence: ({ workspace }) =>
      say`سينتهي وصولكم إلى ${workspace} خلال دقائق. يبقى حسابكم لكم. للعودة، يجب أن يدعوكم أحد المشرفين أو يضيفكم من جديد.`,
    tokens: 'تتوقف فورًا رموز API ورموز الخدمات التي أنشأتموها.',
    toMembers: 'عرض الأعضاء',
    submit: 'مغادرة',
    stay: 'البقاء',
  },
}
