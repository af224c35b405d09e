// One row of a list of settings: its name, how it stands, what it is for, and on the other side what can be done.

import type { Child } from 'hono/jsx'
import { Unbroken } from '../frame/layout.tsx'

interface SettingRowProps {
  readonly title: string
  readonly badge?: Child
  readonly action?: Child
  readonly children?: Child
}

export function SettingRow({ title, badge, action, children }: SettingRowProps) {
  return (
    <li>
      <div>
        <h2>
          <span>
            <Unbroken text={title} />
          </span>{' '}
          {badge}
        </h2>
        {children}
      </div>
      {action ? <div class="action">{action}</div> : null}
    </li>
  )
}
