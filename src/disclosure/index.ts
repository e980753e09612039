export { asksOf, deliveryKinds, topicsOf, type Content, type DeliveryKind, type Section } from "./disclosure.ts";
export {
  answerDelivery, findAnswer, findContent, findDelivery, findReceivingMatter, insertDelivery, insertRefusedDelivery, listDeliveriesAbout, listDeliveriesOf, listWaiting, noteOpened, takeIn,
  type Delivered, type NewDelivery, type Receiver, type Standing,
} from "./disclosure-store.ts";
