/** One question in somebody's own words, asked with GET. `kept` goes with it in the address. */
export type AskProps = { readonly action: string; readonly asked: string; readonly kept: ReadonlyArray<readonly [name: string, value: string]>; readonly label: string; readonly button: string; readonly example: string };

export function Ask({ action, asked, kept, label, button, example }: AskProps) {
  return (
    <form class="ask" role="search" method="get" action={action}>
      {kept.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <label for="q">{label}</label>
      <div class="ask-line">
        <input id="q" name="q" type="search" value={asked} maxLength={200} autocomplete="off" enterkeyhint="search" aria-describedby="q-example" />
        <button type="submit" class="button button-primary">{button}</button>
      </div>
      <p class="hint" id="q-example">{example}</p>
    </form>
  );
}
