// Answers: templates and the variables they may use.
import { createTemplate as createEndpoint, listTemplates, saveTemplate as saveEndpoint } from
  '#contract/workflows.ts'
import { TEMPLATE_VARIABLES } from '#domain/template.ts'
import { answer, type Route } from '../platform/http.ts'
import { createTemplate, saveTemplate } from './save-template.ts'
import { readTemplates } from './store.ts'

export const templateRoutes: Route[] = [
  answer(listTemplates, async (org) => ({
    items: await readTemplates(org),
    variables: Object.entries(TEMPLATE_VARIABLES).map(([name, about]) => ({ name, about })),
  })),
  answer(createEndpoint, (org, { body }) => createTemplate(org, body)),
  answer(saveEndpoint, (org, { params, body }) => saveTemplate(org, params.templateId, body)),
]
