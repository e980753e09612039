import { encode } from "uqr";

/** The quiet edge that a camera needs around a code. @ground ISO/IEC 18004 */
const EDGE = 4;

/** An address as a code that a telephone's camera reads: black on white whatever the colours around it. */
export function Qr({ address, label }: { address: string; label: string }) {
  const { data, size } = encode(address, { ecc: "M", border: EDGE });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} width="180" height="180" role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
