// The customers of the sample company. Numbers and domains are reserved, so none is anybody's.
import { atPlace as at, type SampleCompany } from './company.ts'
import { MORE_COMPANIES } from './more-companies.ts'

const GROUPS: readonly SampleCompany[][] = [
  at('FR', 'EUR', 'fr', [
    ['Boulangerie Lefèvre', 'Claire Lefèvre'], ['Café Mistral', 'Hugo Blanc'],
    ['Atelier Dubois', 'Jeanne Dubois'], ['Ferme du Vallon', 'Paul Girard'],
    ['Lumière Optique', 'Sophie Martin'], ['Clinique des Tilleuls', 'Anne Chevalier'],
    ['Librairie du Port', 'Yann Le Goff'], ['Transports Moreau', 'Nadia Moreau'],
    ['Pharmacie Centrale', 'Élodie Roux'], ['Imprimerie Rapide', 'Luc Petit'],
    ['Menuiserie Garnier', 'Benoît Garnier'], ['Hôtel des Arcades', 'Inès Caron'],
  ]),
  at('DE', 'EUR', 'de', [
    ['Müller & Söhne GmbH', 'Ana Roth'], ['Bäckerei Ott', 'Jonas Ott'],
    ['Kraft Maschinenbau', 'Heike Brandt'], ['Gärtnerei Sonnleitner', 'Uwe Sonnleitner'],
    ['Praxis Dr. Weiß', 'Miriam Weiß'], ['Spedition Hagedorn', 'Karl Hagedorn'],
    ['Buchhandlung Lüders', 'Frauke Lüders'], ['Autohaus Jäger', 'Sven Jäger'],
  ]),
  at('AT', 'EUR', 'de', [['Weingut Steiner', 'Franz Steiner'], ['Café Zirbel', 'Lena Moser']]),
  at('CH', 'CHF', 'de', [
    ['Hotel Bellevue', 'Reto Keller'], ['Uhrmacherei Zbinden', 'Ursula Zbinden'],
    ['Seilbahn Rothorn AG', 'Beat Imhof'], ['Schreinerei Aebi', 'Nora Aebi'],
  ]),
  at('SE', 'SEK', 'sv', [
    ['Nordic Timber AB', 'Elin Berg'], ['Skärgård Bageri', 'Oskar Nyström'],
    ['Lindströms Optik', 'Maja Lindström'], ['Fjäll & Sjö Resor', 'Anders Åkesson'],
    ['Kontorshuset i Lund', 'Sara Öberg'],
  ]),
  at('GB', 'GBP', 'en', [
    ['Harrow Street Dental', 'Tom Price'], ['Green Valley Vets', 'Priya Shah'],
    ['Kingfisher Books', 'Oliver Grant'], ['Penrose & Daughters', 'Alice Penrose'],
    ['Northgate Physio', 'Imran Malik'], ['The Copper Kettle', 'Megan Hughes'],
    ['Ashdown Joinery', 'Peter Ashdown'],
  ]),
  at('US', 'USD', 'en', [
    ['Bright Pixel Studio', 'Maya Chen'], ['Harbor Point Clinic', 'Daniel Ruiz'],
    ['Juniper & Pine', 'Grace Miller'], ['Blue Mesa Outfitters', 'Sam Whitehorse'],
    ['Lakeview Charter School', 'Karen Olson'], ['Redwood Roasters', 'Ben Carter'],
  ]),
  at('ES', 'EUR', 'es', [
    ['Estudio Ramos', 'Lucía Ramos'], ['Talleres Ibáñez', 'Óscar Ibáñez'],
    ['Clínica La Peña', 'Nuria Peña'], ['Aceites del Sur', 'Manuel Ortega'],
  ]),
  at('IT', 'EUR', 'it', [
    ['Officina Bianchi', 'Marco Bianchi'], ['Caffè Aurora', 'Giulia Conti'],
    ['Cantina San Rocco', 'Paolo Ferri'], ['Studio Perché No', 'Elisa Greco'],
  ]),
  at('NL', 'EUR', 'nl', [
    ['Van Dijk Fietsen', 'Sanne van Dijk'], ['De Gouden Tulp', 'Joris Bakker'],
    ['Bouwbedrijf IJssel', 'Femke de Wit'],
  ]),
  at('BE', 'EUR', 'nl', [['Acme Logistics SA', 'Wim Peeters']]),
  at('IE', 'EUR', 'en', [['Seaview Apartments', 'Aoife Byrne']]),
  at('PT', 'EUR', 'pt', [
    ['Padaria São João', 'Inês Gonçalves'], ['Conservas do Atlântico', 'Tiago Simões'],
  ]),
  at('IL', 'ILS', 'he', [['דפוס הגליל', 'נועה לוי']]),
]

/** The first sixty are whoever explores it looks after; the rest belong to two colleagues. */
export const OWN_CUSTOMERS = 60

export const COMPANIES: readonly SampleCompany[] = [...GROUPS.flat(), ...MORE_COMPANIES]
