export {
  findService, insertGuide, insertLocations, insertServices, listGuides, listServices, listServicesById, listServicesOfKinds, locationOf, phrasesOf, type Guide,
} from "./directory-store.ts";
export { agesText, clock, swedish, weekdayName } from "./directory-words.ts";
