// How dangerous a received file is: as the server has judged it, else by the end of its name.

export type Risk = 'safe' | 'caution' | 'dangerous'

const DANGEROUS = new RegExp('\\.(exe|dll|scr|pif|com|cpl|msi|msix|appx|bat|cmd|ps1|vbs|vbe|js|jse'
  + '|wsf|wsh|hta|jar|lnk|url|scf|reg|iso|img|vhd|vhdx|chm|hlp|xll|xlam|docm|xlsm|pptm|dotm|one'
  + '|html?|shtml|svg|xhtml|mht)$', 'i')

export function riskOf(file: { name: string; risk?: unknown; riskWhy?: unknown }): {
  risk: Risk; why: string
} {
  const why = typeof file.riskWhy === 'string' ? file.riskWhy : ''
  if (file.risk === 'safe' || file.risk === 'caution' || file.risk === 'dangerous') {
    return { risk: file.risk, why: why || WORDS[file.risk] }
  }
  const risk = DANGEROUS.test(file.name.trim()) ? 'dangerous' : 'safe'
  return { risk, why: WORDS[risk] }
}

const WORDS: Record<Risk, string> = {
  safe: '',
  caution: 'Open it only if you expected it.',
  dangerous: 'This kind of file can run programs on your computer.',
}
