// Whether this installation brings an SMS account of its own for its organizations.
import type { Installation } from '../../platform/installation.ts'

export const hasInstallationAccount = (_installation: Installation): boolean => false
