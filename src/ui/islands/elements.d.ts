import type { ComponentChildren } from "preact";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "kring-exit": { role: "region"; "aria-label": string; children: ComponentChildren };
      "kring-count": { for: string; max: number; left: string; over: string; children: ComponentChildren };
      "kring-countdown": { seconds: number; children: ComponentChildren };
    }
  }
}
