export { deliver, isSecretFromFamily, type Addressee, type Delivering } from "./deliver.ts";
export { deliveryKinds, topicsOf, type Content, type DecisionRecord, type DeliveryKind, type Preparer, type Section } from "./disclosure.ts";
export {
  acceptDeliveries, answerDelivery, findAnswer, findContent, findDelivery, findReceivingMatter, insertDeliveries, insertRefusedDelivery, isWithheldFrom, listDeliveriesAbout, listDeliveriesOf, listWaiting, noteOpened, takeIn,
  type Delivered, type NewDelivery, type RefusedDelivery, type Receiver, type Standing,
} from "./disclosure-store.ts";
