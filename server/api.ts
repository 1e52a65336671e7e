// The door for requests: every route, who may pass, and the pages themselves.
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import fs from 'node:fs'
import path from 'node:path'
import { ENDPOINTS } from '#contract/all.ts'
import { handOverWork } from './actions/hand-over.ts'
import { actionRoutes } from './actions/routes.ts'
import { customerRoutes } from './customers/routes.ts'
import { lookAgainAtAll } from './customers/look-again.ts'
import { importRoutes } from './imports/routes.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { invoiceRoutes } from './invoices/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { answerCall, problemResponse } from './platform/answer-call.ts'
import { notFound } from './platform/errors.ts'
import type { Route } from './platform/http.ts'
import type { Org } from './platform/in-organization.ts'
import { newId } from './platform/ids.ts'
import type { Installation } from './platform/installation.ts'
import { openApiDocument } from './platform/openapi.ts'
import { peerOf, socketPeer } from './platform/peer.ts'
import { portalRoutes } from './portal/routes.ts'
import { insightRoutes } from './reports/insights/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { createSample, removeSample } from './seed.ts'
import { settingsRoutes } from './settings/routes.ts'
import { authenticate } from './team/authenticate.ts'
import { teamRoutes } from './team/routes.ts'
import { templateRoutes } from './templates/routes.ts'
import { timelineRoutes } from './timeline/routes.ts'
import { viewRoutes } from './views/routes.ts'
import { planLines } from './workflows/dry-run.ts'
import { workflowsByName } from './workflows/follow-by-name.ts'
import { furnish } from './workflows/furnish.ts'
import { simulationRoutes } from './workflows/simulation/routes.ts'
import { whyRoutes } from './workflows/why/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'
import { workflowRoutes } from './workflows/routes.ts'
import { versionRoutes } from './workflows/version-routes.ts'

const planned = (org: Org, customerId: string) => planLines(org, [customerId])

export const ROUTES: readonly Route[] = [
  ...teamRoutes({ furnish, createSample, removeSample, handOver: handOverWork }),
  ...settingsRoutes(lookAgainAtAll),
  ...customerRoutes({ planned }), ...invoiceRoutes({ planned }),
  ...importRoutes(workflowsByName), ...timelineRoutes, ...templateRoutes, ...workflowRoutes,
  ...simulationRoutes, ...actionRoutes,
  ...inboxRoutes, ...portalRoutes, ...reportRoutes, ...notificationRoutes, ...webhookRoutes,
  ...versionRoutes, ...insightRoutes, ...whyRoutes, ...viewRoutes,
]

const BELOW = '/api/v1'

interface Served {
  Bindings: Partial<HttpBindings>
}

/** The whole application as one fetch handler. `isReady` turns /health green. */
export function openApi(installation: Installation, options: {
  webDir: string; isReady: () => boolean
}): Hono<Served> {
  const app = new Hono<Served>()
  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      context.res.headers.set(name, value)
    }
  })
  app.get('/health', (context) => (options.isReady()
    ? context.json({ status: 'ready' }) : context.json({ status: 'starting' }, 503)))
  const document = openApiDocument(ENDPOINTS, installation.config.publicUrl + BELOW)
  app.get(`${BELOW}/openapi.json`, (context) => context.json(document))
  for (const route of ROUTES) {
    const { method, path: address } = route.endpoint
    app.on(method.toUpperCase(), BELOW + address.replaceAll(/\{(\w+)\}/g, ':$1'), (context) =>
      answerCall(installation, route, {
        request: context.req.raw, params: context.req.param(), query: context.req.query(),
        peer: peerOf(socketPeer(context.env), context.req.header('x-forwarded-for') ?? null,
          installation.config.proxies),
      }, (request) => authenticate(installation, request)))
  }
  app.all(`${BELOW}/*`, () => problemResponse(installation,
    notFound(`There is no such address; see ${BELOW}/openapi.json.`), newId()))
  servePages(app, options.webDir)
  return app
}

const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    + "img-src 'self' data:; frame-src 'self' blob:; frame-ancestors 'none'; "
    + "base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // Neither who works here nor who owes is anything for a search engine.
  'x-robots-tag': 'noindex, nofollow, noarchive',
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

/** Built files by name; every other address is the application's own, so it gets the one page. */
function servePages(app: Hono<Served>, webDir: string): void {
  app.get('*', (context) => {
    const wanted = path.normalize(path.join(webDir, decodeURIComponent(context.req.path)))
    const isFile = wanted.startsWith(webDir + path.sep) && fs.existsSync(wanted)
      && fs.statSync(wanted).isFile()
    // The page behind a link is an entry of its own: a customer loads nothing of ours besides.
    const isPayment = /^\/p\/[^/]/.test(context.req.path)
    const file = isFile ? wanted : path.join(webDir, isPayment ? 'payment.html' : 'index.html')
    if (!fs.existsSync(file)) {
      return context.text('The pages are not built: run `npm run build`.', 503)
    }
    // Vite names assets by their content, so those may be kept for ever.
    const isHashed = isFile && wanted.includes(`${path.sep}assets${path.sep}`)
    return new Response(fs.readFileSync(file), {
      headers: {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        'cache-control': isHashed ? 'public, max-age=31536000, immutable'
          : isPayment ? 'no-store' : 'no-cache',
      },
    })
  })
}
