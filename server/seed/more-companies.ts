// The second half of the sample company's customers: two colleagues look after them.
import { atPlace, type SampleCompany } from './company.ts'

export const MORE_COMPANIES: readonly SampleCompany[] = [
  ...atPlace('FR', 'EUR', 'fr', [
    ['Papeterie Lacroix', 'Camille Lacroix'], ['Garage Fontaine', 'Denis Fontaine'],
    ['Crèche Les Lutins', 'Agnès Perrin'], ['Domaine de Chaumont', 'Rémi Aubert'],
    ['Cabinet Rousseau', 'Odile Rousseau'], ['Fromagerie du Lac', 'Étienne Noël'],
    ['Théâtre de la Rive', 'Solène Masson'], ['Brasserie Verdier', 'Gaël Verdier'],
  ]),
  ...atPlace('DE', 'EUR', 'de', [
    ['Elektro Schäfer KG', 'Dirk Schäfer'], ['Kita Regenbogen e. V.', 'Silke Arndt'],
    ['Brauhaus Löwe', 'Toni Löwe'], ['Kanzlei Voss & Partner', 'Carla Voss'],
    ['Physio am Park', 'Lars Engel'], ['Tischlerei Böhm', 'Rita Böhm'],
    ['Reisebüro Nordlicht', 'Wiebke Harms'], ['Fahrschule Krüger', 'Malte Krüger'],
    ['Druckhaus Ebert', 'Hanna Ebert'], ['Modehaus Süß', 'Petra Süß'],
  ]),
  ...atPlace('SE', 'SEK', 'sv', [
    ['Göteborgs Glas AB', 'Linnea Holm'], ['Norrskens Bygg', 'Erik Sandberg'],
    ['Västra Tandvård', 'Karin Wallin'], ['Ängens Förskola', 'Johan Ek'],
    ['Malmö Cykelverkstad', 'Ebba Norén'],
  ]),
  ...atPlace('GB', 'GBP', 'en', [
    ['Thistle & Crown', 'Fiona Reid'], ['Marlow Garden Design', 'Rosie Marlow'],
    ['Bramley Nurseries', 'Arthur Bramley'], ['Peak Outdoor Kit', 'Zara Hussain'],
    ['Elm Road Surgery', 'Colin Doyle'], ['Saltmarsh Brewing Co.', 'Nell Carver'],
  ]),
  ...atPlace('CH', 'CHF', 'de', [
    ['Bergblick Treuhand AG', 'Simon Wyss'], ['Confiserie Rüegg', 'Vreni Rüegg'],
    ['Alpine Sports Davos', 'Marc Caflisch'],
  ]),
  ...atPlace('ES', 'EUR', 'es', [
    ['Bodegas Peñalba', 'Rosa Peñalba'], ['Colegio Santa Ana', 'Javier Nieto'],
    ['Muebles Córdoba', 'Ángel Córdoba'], ['Viajes Oriente', 'Irene Salas'],
    ['Panadería Núñez', 'Pilar Núñez'],
  ]),
  ...atPlace('IT', 'EUR', 'it', [
    ['Ristorante Da Nello', 'Nello Greco'], ['Farmacia Colombo', 'Chiara Colombo'],
    ['Autotrasporti Riva', 'Sergio Riva'],
  ]),
  // From here on the numbers are those of a desk in the United States: see phoneOf().
  ...atPlace('US', 'USD', 'en', [
    ['Cedar Grove Dental', 'Hannah Brooks'], ['Prairie Wind Energy', 'Luis Ortega'],
    ['Silver Lake Montessori', 'Joanna Pratt'], ['Iron Horse Garage', 'Wade Collins'],
    ['Maple Street Bakery', 'Ruth Feldman'], ['Summit Legal Group', 'Andre Lewis'],
    ['Coastal Vet Partners', 'Emily Tran'],
  ]),
  ...atPlace('NL', 'EUR', 'nl', [
    ['Molenaar Catering', 'Pieter Molenaar'], ['Drukkerij De Vries', 'Anouk de Vries'],
    ['Tuincentrum Groenhof', 'Bram Jansen'], ['Huisarts Aan de Amstel', 'Eva Smit'],
  ]),
  ...atPlace('BE', 'EUR', 'nl', [['Chocolaterie Claes', 'Lotte Claes']]),
  ...atPlace('AT', 'EUR', 'de', [['Gasthof Hinterleitner', 'Resi Hinterleitner']]),
  ...atPlace('PT', 'EUR', 'pt', [
    ['Cerâmica Vale Verde', 'Rui Marques'], ['Hotel Praia Azul', 'Marta Figueira'],
    ['Livraria Bocage', 'Duarte Leal'],
  ]),
  ...atPlace('IE', 'EUR', 'en', [
    ['Liffey Marine Supplies', 'Declan Murphy'], ['Kerry Woollen Goods', 'Niamh Daly'],
  ]),
  ...atPlace('IL', 'ILS', 'he', [
    ['מאפיית הכרמל', 'יעל כהן'], ['גני השרון בע״מ', 'אורי מזרחי'],
  ]),
]
