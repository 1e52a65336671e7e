// Rules 13 and 14: newsletters, lists and notices that nobody is meant to answer.
import type { MailVerdict } from './mail.ts'
import type { MailFacts } from './mail-facts.ts'
import { verdict } from './verdict.ts'

/** Rule 13, and beyond it: a person's first post behind a group address stays human. */
export function bulkMail(facts: MailFacts): MailVerdict | null {
  const tracker = TRACKER_HEADERS.find((name) => facts.has(name))
  if (tracker) return verdict(facts.isReply ? 'bulk' : 'automated', 'tracker-notice')
  if (facts.isReply) return threadNotice(facts)
  const sign = BULK_HEADERS.find((name) => facts.has(name))
  if (sign) return verdict('bulk', 'mass-mail-header')
  const isList = facts.has('list-id') || facts.has('list-unsubscribe')
    || facts.has('mailing-list') || facts.has('x-mailing-list')
    || /\b(bulk|list|junk)\b/.test(facts.header('precedence'))
  if (!isList) return null
  // An accounts@ address is often a Google Group: what people send to it carries list headers.
  if (isRobotAddress(facts.fromLocal)) return verdict('bulk', 'list-header')
  if (hasPersonsProgram(facts) || isPostToList(facts)) return null
  return verdict('bulk', 'list-header')
}

const LIST_SOFTWARE = [
  'list-post', 'x-mailing-list', 'mailing-list', 'x-beenthere', 'x-mailman-version',
  'x-google-group-id', 'x-ml-name', 'x-mlserver', 'x-listprocessor-version', 'x-sympa-to',
]

// People write to lists that take posts; who mails newsletters writes from the list's own domain,
// takes no posts, or sends digests.
function isPostToList(facts: MailFacts): boolean {
  const takesPosts = LIST_SOFTWARE.some((name) => facts.has(name))
    && !/^\s*no\b/.test(facts.header('list-post'))
    || /owner-|-(bounces|admin|owner|errors)@/.test(facts.header('sender'))
  if (!takesPosts || /\bdigest\b/.test(facts.subject)) return false
  if (/^owner-|-(bounces|admin|owner|request|errors)$/.test(facts.fromLocal)) return false
  const lists = `${facts.header('list-post')} ${facts.header('list-id')} `
    + facts.header('x-beenthere')
  return facts.fromAddress !== '' && !lists.includes(facts.fromAddress)
}

// Web services thread their notices; their robots answer nobody.
function threadNotice(facts: MailFacts): MailVerdict | null {
  const isMass = facts.has('list-unsubscribe') || facts.has('feedback-id')
    || /\b(bulk|list|junk)\b/.test(facts.header('precedence'))
  return isMass && isRobotAddress(facts.fromLocal) ? verdict('bulk', 'threaded-notice') : null
}

/** Rule 14: robots by name, and mail whose bounces nobody wants. */
export function automatedMail(facts: MailFacts): MailVerdict | null {
  // List software that writes itself, about loops and rejected posts.
  const isListServer = facts.has('x-list-administrivia')
    || (facts.has('x-mlserver') && facts.fromLocal.endsWith('-admin'))
  if (isListServer) return verdict('automated', 'list-server')
  if (facts.isReply) return null
  if (isRobotAddress(facts.fromLocal)) return verdict('automated', 'robot-sender')
  if (facts.isDaemon) return verdict('automated', 'daemon-sender')
  if (facts.has('x-cron-env')) return verdict('automated', 'cron')
  const domain = facts.fromAddress.slice(facts.fromAddress.lastIndexOf('@') + 1)
  if (/^(notifications?|no-?reply|newsletters?|bounces?|mailer|mailing)\./.test(domain)) {
    return verdict('automated', 'robot-sender')
  }
  const sender = facts.header('sender')
  if (/\b(no-?reply|do-?not-?reply|mailer-daemon)\b/.test(sender)) {
    return verdict('automated', 'robot-sender')
  }
  return null
}

/** Of what is left with an empty envelope sender: no person's program sends that. */
export function emptyPathMail(facts: MailFacts): MailVerdict | null {
  if (!facts.hasNullPath || hasPersonsProgram(facts)) return null
  return verdict(facts.isReply ? 'auto_reply' : 'automated', 'empty-return-path', {
    originalMessageId: facts.mail.inReplyTo,
  })
}

// Set by trackers and build machines on what they write themselves.
const TRACKER_HEADERS = [
  'x-bugzilla-reason', 'x-bugzilla-type', 'x-github-reason', 'x-gitlab-project',
  'x-jira-fingerprint', 'x-trac-version', 'x-redmine-host', 'x-git-refname', 'x-git-oldrev',
  'x-svn-commit-author', 'x-svn-commit-revision', 'x-gerrit-messagetype',
  'x-phabricator-sent-this-message', 'x-jenkins-job', 'x-jenkins-result', 'x-buildbot-status',
  'x-nagios-notification', 'x-pagerduty', 'x-sentry-project', 'x-travis-ci', 'x-atlassian-token',
]

// Set by services that send one message to many.
const BULK_HEADERS = [
  'feedback-id', 'x-campaign', 'x-campaignid', 'x-campaign-id', 'x-mailchimp-campaign',
  'x-mc-user', 'x-mailer-recptid', 'x-mailer-lid', 'x-mailer-sid', 'x-csa-complaints',
  'x-sfmc-stack', 'x-rpcampaign', 'x-mailjet-campaign', 'x-cmail-gooid', 'x-newsletter',
  'list-unsubscribe-post',
]

const ROBOT = [
  'noreply', 'no-reply', 'no_reply', 'no.reply', 'nreply', 'donotreply', 'do-not-reply',
  'do_not_reply', 'do.not.reply', 'dontreply', 'dont-reply', 'not-reply', 'notreply',
  'neantworten', 'nichtantworten', 'nicht-antworten', 'keineantwort', 'keine-antwort',
  'nepasrepondre', 'ne-pas-repondre', 'pasdereponse', 'noresponder', 'no-responder',
  'naoresponda', 'nao-responda', 'nonrispondere', 'non-rispondere', 'mailer-daemon',
  'autoresponder', 'auto-reply', 'autoreply', 'auto-confirm', 'autoconfirm', 'automailer',
  'automated', 'notification', 'newsletter', 'bounce',
]
const ROBOT_LOCALS = new Set([
  'notify', 'notices', 'alert', 'alerts', 'updates', 'update', 'news', 'mailer', 'mailing',
  'mailings', 'robot', 'bot', 'cron', 'root', 'daemon', 'nobody', 'system', 'listserv',
  'majordomo', 'mailman', 'digest', 'marketing', 'promo', 'promotions', 'offers', 'deals',
  'auto', 'automatic', 'watchdog', 'monitoring', 'nagios', 'jenkins', 'git', 'www-data',
  'apache', 'emailing', 'rss', 'rssfeeds', 'feed', 'feeds', 'mail-noreply', 'bugzilla-daemon',
  'reports', 'calendar-notification',
])

/** `noreply@`, `billing-notifications@`, `no-reply+x@` and their like in other languages. */
export function isRobotAddress(local: string): boolean {
  const plain = local.split('+')[0] ?? ''
  return ROBOT_LOCALS.has(plain) || ROBOT.some((word) => plain.includes(word))
    || /(^|[-_.])daemon$/.test(plain)
}

// Programs with which people write; list software and mass mailers are not among them.
const PERSONS_PROGRAMS = [
  'thunderbird', 'mozilla', 'outlook', 'apple mail', 'iphone mail', 'ipad mail', 'ios mail',
  'mutt', 'gnus', 'evolution', 'kmail', 'roundcube', 'horde', 'squirrelmail', 'zimbra', 'airmail',
  'the bat', 'eudora', 'pegasus', 'lotus notes', 'hcl notes', 'notes release', 'sylpheed',
  'claws', 'alpine', 'pine', 'mulberry', 'opera m', 'groupwise', 'internet messaging program',
  'imp/', 'postbox', 'em client', 'emclient', 'foxmail', 'k-9', 'fairemail', 'aerc', 'blackberry',
  'yahoomail', 'yahoo! mail', 'aol', 'ximian', 'exmh', 'mh-e', 'nmh', 'vm ', 'wanderlust',
  'internet mail service', 'entourage', 'windows live mail', 'windows mail', 'microsoft-macoutlook',
  'readdle', 'mailbird', 'open-xchange', 'sogo', 'kontact', 'balsa', 'git-send-email', 'elm ',
  'emacs', 'rmail', 'notmuch', 'mu4e', 'trojita', 'webmail', 'netscape', 'communicator', 'becky',
  'zoho mail', 'protonmail', 'tutanota', 'gmx', 'web.de', 'mailspring', 'canary', 'superhuman',
  'front (', 'missive', 'incredimail', 'poco', 'calypso', 'turnpike', 'aquamail', 'mail.ru',
  'coremail', 'nylas', 'geary', 'seamonkey', 'icedove', 'interlink', 'epyrus', 'snappymail',
  'rainloop', 'cyberdog', 'mailmate', 'unibox', 'samsung', 'com.android', 'icq mail',
]

function hasPersonsProgram(facts: MailFacts): boolean {
  const program = `${facts.header('user-agent')} ${facts.header('x-mailer')} `
    + facts.header('x-newsreader')
  if (PERSONS_PROGRAMS.some((name) => program.includes(name))) return true
  const id = facts.header('message-id')
  // Exchange adds its headers also to what it only passes on by a rule.
  const isPassedOn = facts.has('resent-from') || facts.has('x-ms-exchange-inbox-rules-loop')
    || facts.has('x-ms-exchange-forwardingloop')
  const isExchange = !isPassedOn && (facts.has('thread-index') || facts.has('x-ms-has-attach'))
  return isExchange
    || /@mail\.gmail\.com>|\.prod\.outlook\.com>|<pine\.|<alpine\.|@phx\.gbl>/.test(id)
    || /@(smtp\.)?(web|privat)?mail\.(de|ru|yahoo\.com)>/.test(id)
}
