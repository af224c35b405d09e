// Shows that a member got more time, to the member or to the admins.

import type { ExtensionNotice } from '../../core/notice.ts'
import { workspaceIn } from '../../words/names.ts'
import { Time } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'
import { Dismiss } from './notice-list.tsx'

/** The notice is dismissed at `base/id/dismiss`. */
export function ExtensionItem({ notice, base }: { notice: ExtensionNotice; base: string }) {
  const words = useWords()
  const { extension: say } = words.policyNotices
  const until = words.write.time(notice.until)
  const title = notice.isForMember
    ? say.forMember(workspaceIn(words, notice), until)
    : say.forAdmins(notice.member.email, until)
  return (
    <li class="info row between">
      <div>
        <strong>{title}</strong>
        <p class="quiet">
          <Time at={notice.at} /> · {say.grantedBy({ by: <bdi>{notice.grantedBy}</bdi> })}
        </p>
        <p>{say.reason({ reason: <bdi>{notice.reason}</bdi> })}</p>
        {notice.isForMember ? <p>{say.means}</p> : null}
      </div>
      <Dismiss action={`${base}/${notice.id}/dismiss`} title={title} />
    </li>
  )
}
