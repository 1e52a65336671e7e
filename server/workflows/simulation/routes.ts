// Answers: simulations, their days, texts on demand, comparisons and the file.
import * as contract from '#contract/simulation.ts'
import { answer, type Route } from '../../platform/http.ts'
import { compare, exportCsv, listActions, listHeld, readText } from './read-days.ts'
import { cancelSimulation, listSimulations, readSimulation, startSimulation } from
  './run-simulation.ts'

export const simulationRoutes: Route[] = [
  answer(contract.startSimulation, (org, { body }) => startSimulation(org, body)),
  answer(contract.listSimulations, async (org) => ({
    items: (await listSimulations(org)).map(({ result: _days, ...head }) => head),
  })),
  answer(contract.getSimulation, (org, { params }) => readSimulation(org, params.simulationId)),
  answer(contract.cancelSimulation, (org, { params }) =>
    cancelSimulation(org, params.simulationId)),
  answer(contract.listSimulatedActions, (org, { params, query }) =>
    listActions(org, params.simulationId, query)),
  answer(contract.listSimulatedHolds, (org, { params, query }) =>
    listHeld(org, params.simulationId, query.day)),
  answer(contract.getSimulatedText, (org, { params }) =>
    readText(org, params.simulationId, params.place)),
  answer(contract.compareSimulations, (org, { params }) =>
    compare(org, params.simulationId, params.otherId)),
  answer(contract.exportSimulation, async (org, { params }) =>
    new Response(await exportCsv(org, params.simulationId), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="simulation.csv"',
      },
    })),
]
