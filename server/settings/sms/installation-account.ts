// Whether this installation brings an SMS account of its own for its organizations.
import { installationAccount } from '../../channels/sms/sms-account.ts'
import type { Installation } from '../../platform/installation.ts'

export const hasInstallationAccount = ({ config }: Pick<Installation, 'config'>): boolean =>
  installationAccount(config) !== null
