export { deliver, isSecretFromFamily, type Addressee, type Delivering } from "./deliver.ts";
export { deliveryKinds, topicsOf, type Content, type DecisionRecord, type DeliveryKind, type Preparer, type Section } from "./disclosure.ts";
export {
  acceptDeliveries, answerDelivery, findAnswer, findContent, findDelivery, findReceivingMatter, insertDeliveries, insertRefusedDelivery, isTakenInHere, listAnswersTo,
  listContentsInto, listDeliveriesAbout, listDeliveriesAboutOwn, listDeliveriesOf, listSent, listWaiting, listWithheld, noteOpened, takeIn, type AnswerGiven, type Delivered, type NewDelivery, type RefusedDelivery, type Receiver, type Standing, type Withheld,
} from "./disclosure-store.ts";
